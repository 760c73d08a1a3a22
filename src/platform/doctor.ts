import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { Config } from './config.ts'
import type { Said } from './errors.ts'
import { readMigrations } from './migrate.ts'
import type { Platform } from './platform.ts'

/** One thing looked at: how it is, and when it is not well, what to do. */
export type Finding = { name: string; state: 'well' | 'watch' | 'ill'; said: Said }

const well = (name: string, fr: string, en: string): Finding => ({ name, state: 'well', said: { fr, en } })
const watch = (name: string, fr: string, en: string): Finding => ({ name, state: 'watch', said: { fr, en } })
const ill = (name: string, fr: string, en: string): Finding => ({ name, state: 'ill', said: { fr, en } })
const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1)

/** The machine and the data folder: works also when nothing starts. */
export function examineMachine(config: Config): Finding[] {
  const found = [
    well(
      'machine',
      `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${os.cpus().length} cœurs, ${gigabytes(os.totalmem())} Go`,
      `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${os.cpus().length} cores, ${gigabytes(os.totalmem())} GB`,
    ),
  ]
  if (os.totalmem() < 1.5e9)
    found.push(
      watch(
        'memory',
        'Moins de 1,5 Go de mémoire : Pupitre sera à l’étroit.',
        'Less than 1.5 GB of memory: Pupitre will be cramped.',
      ),
    )
  try {
    fs.accessSync(config.data, fs.constants.W_OK)
    const { bavail, bsize } = fs.statfsSync(config.data)
    const free = bavail * bsize
    const [fr, en] = [
      `${config.data} : ${gigabytes(free)} Go libres.`,
      `${config.data}: ${gigabytes(free)} GB free.`,
    ]
    found.push(
      free < 5e8
        ? ill(
            'disk',
            `${fr} Libérez de la place : les bases s’arrêtent quand le disque est plein.`,
            `${en} Free some room: the databases stop when the disk is full.`,
          )
        : free < 5e9
          ? watch('disk', `${fr} Prévoyez de la place.`, `${en} Plan for more room.`)
          : well('disk', fr, en),
    )
    if ((fs.statSync(config.data).mode & 0o066) !== 0)
      found.push(
        watch(
          'privacy',
          `Le dossier des données est ouvert à d’autres utilisateurs de la machine : chmod 700 ${config.data}`,
          `The data folder is open to other users of the machine: chmod 700 ${config.data}`,
        ),
      )
  } catch (e) {
    found.push(
      (e as NodeJS.ErrnoException).code === 'ENOENT'
        ? watch(
            'disk',
            `${config.data} n’existe pas encore : Pupitre n’a jamais démarré ici.`,
            `${config.data} does not exist yet: Pupitre never started here.`,
          )
        : ill('disk', `Impossible d’écrire dans ${config.data}.`, `Cannot write to ${config.data}.`),
    )
  }
  const built = fs.existsSync(path.join(import.meta.dirname, '../../dist/index.html'))
  found.push(
    built
      ? well('pages', 'Les pages web sont construites.', 'The web pages are built.')
      : watch(
          'pages',
          'Les pages web ne sont pas encore construites : npm start s’en charge.',
          'The web pages are not built yet: npm start does it.',
        ),
  )
  const local = /^http:\/\/(localhost|127\.|\[::1\])/.test(config.publicUrl)
  if (!local && config.publicUrl.startsWith('http:'))
    found.push(
      ill(
        'address',
        `${config.publicUrl} n’est pas en HTTPS : les mots de passe y passent en clair.`,
        `${config.publicUrl} is not HTTPS: passwords travel in clear.`,
      ),
    )
  else found.push(well('address', config.publicUrl, config.publicUrl))
  found.push(
    config.smtpUrl
      ? well('mail', 'Le courrier part par SMTP.', 'Mail goes out by SMTP.')
      : watch(
          'mail',
          'Pas de SMTP_URL : les courriers restent dans Réglages › Courrier.',
          'No SMTP_URL: mails stay in Settings › Mail.',
        ),
  )
  return found
}

/** The databases, and the work waiting in them. */
export async function examineDatabases(
  platform: Pick<Platform, 'databaseUrl' | 'clickhouse'>,
  o: { /** Whether a Pupitre is meant to be at work on them now. */ serving: boolean },
): Promise<Finding[]> {
  const found: Finding[] = []
  const client = new pg.Client({ connectionString: platform.databaseUrl, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    found.push(...(await examinePostgres(client, o.serving)))
  } catch (e) {
    found.push(
      ill(
        'postgresql',
        `PostgreSQL ne répond pas : ${(e as Error).message}`,
        `PostgreSQL does not answer: ${(e as Error).message}`,
      ),
    )
  } finally {
    await client.end().catch(() => {})
  }
  try {
    const rows = await (
      await platform.clickhouse.query({
        query:
          'select version() as v, (select sum(total_rows) from system.tables where database = currentDatabase() and name = {t:String}) as n',
        query_params: { t: 'facts' },
        format: 'JSONEachRow',
      })
    ).json<{ v: string; n: number | null }>()
    found.push(
      well(
        'clickhouse',
        `ClickHouse ${rows[0]?.v}, ${rows[0]?.n ?? 0} faits.`,
        `ClickHouse ${rows[0]?.v}, ${rows[0]?.n ?? 0} facts.`,
      ),
    )
  } catch (e) {
    found.push(
      ill(
        'clickhouse',
        `ClickHouse ne répond pas : ${(e as Error).message}`,
        `ClickHouse does not answer: ${(e as Error).message}`,
      ),
    )
  }
  return found
}

async function examinePostgres(client: pg.Client, serving: boolean): Promise<Finding[]> {
  const one = async <Row extends pg.QueryResultRow>(sql: string) =>
    (await client.query<Row>(sql)).rows[0] as Row
  const { version, drift } = await one<{ version: string; drift: number }>(
    `select current_setting('server_version') as version, abs(extract(epoch from clock_timestamp() - '${new Date().toISOString()}'::timestamptz))::float as drift`,
  )
  const found = [well('postgresql', `PostgreSQL ${version}.`, `PostgreSQL ${version}.`)]
  if (Number.parseInt(version, 10) < 18)
    found.push(
      ill('postgresql', 'Il faut PostgreSQL 18 ou plus récent.', 'PostgreSQL 18 or later is needed.'),
    )
  if (drift > 5)
    found.push(
      watch(
        'clock',
        `L’horloge de la base diffère de ${Math.round(drift)} s de celle de cette machine.`,
        `The database’s clock is ${Math.round(drift)} s away from this machine’s.`,
      ),
    )
  const { there } = await one<{ there: boolean }>(
    `select to_regclass('pupitre_migrations') is not null as there`,
  )
  if (!there)
    return [
      ...found,
      watch(
        'migrations',
        'La base est vide : npm start ou bin/pupitre migrate la prépare.',
        'The database is empty: npm start or bin/pupitre migrate prepares it.',
      ),
    ]
  const { rows: done } = await client.query<{ name: string; hash: string }>(
    'select name, hash from pupitre_migrations',
  )
  const known = new Map(readMigrations('pg').map((m) => [m.name, m.hash]))
  const strange = done.filter((m) => known.get(m.name) !== m.hash).map((m) => m.name)
  const missing = [...known.keys()].filter((name) => !done.some((m) => m.name === name))
  if (strange.length > 0)
    found.push(
      ill(
        'migrations',
        `La base vient d’une autre version de Pupitre (${strange.join(', ')}) : reprenez cette version.`,
        `The database comes from another version of Pupitre (${strange.join(', ')}): go back to that version.`,
      ),
    )
  else if (missing.length > 0)
    found.push(
      watch(
        'migrations',
        `${missing.length} migrations attendent : npm start ou bin/pupitre migrate.`,
        `${missing.length} migrations are waiting: npm start or bin/pupitre migrate.`,
      ),
    )
  else
    found.push(
      well(
        'migrations',
        `Base à jour (${done.length} migrations).`,
        `Database up to date (${done.length} migrations).`,
      ),
    )
  if (missing.length > 0 || strange.length > 0) return found
  const { waiting, oldest } = await one<{ waiting: number; oldest: number }>(
    `select count(*)::int as waiting, coalesce(extract(epoch from now() - min(uuid_extract_timestamp(id))), 0)::int as oldest from outbox`,
  )
  if (waiting > 0 && !serving)
    found.push(
      watch(
        'facts',
        `${waiting} faits entreront au journal au prochain démarrage.`,
        `${waiting} facts will enter the log at the next start.`,
      ),
    )
  else if (waiting > 0 && oldest > 300)
    found.push(
      ill(
        'facts',
        `${waiting} faits attendent depuis ${Math.round(oldest / 60)} min d’entrer au journal : un worker tourne-t-il ?`,
        `${waiting} facts have been waiting for ${Math.round(oldest / 60)} min to enter the log: is a worker running?`,
      ),
    )
  else
    found.push(
      well(
        'facts',
        `${waiting} faits en route vers le journal.`,
        `${waiting} facts on their way to the log.`,
      ),
    )
  const { parked, stuck } = await one<{ parked: number; stuck: number }>(
    `select count(*) filter (where state = 'failed' and finished_at > now() - interval '7 days')::int as parked, count(*) filter (where state = 'running' and lease_until < now() - interval '5 minutes')::int as stuck from jobs`,
  )
  if (stuck > 0)
    found.push(
      ill(
        'jobs',
        `${stuck} travaux sont restés en plan : un worker tourne-t-il ?`,
        `${stuck} jobs were left half-way: is a worker running?`,
      ),
    )
  found.push(
    parked > 0
      ? watch(
          'jobs',
          `${parked} travaux ont échoué ces sept jours : voyez Réglages › Travaux.`,
          `${parked} jobs failed these seven days: see Settings › Jobs.`,
        )
      : well('jobs', 'Aucun travail en échec.', 'No failed job.'),
  )
  const { failed } = await one<{ failed: number }>(
    `select count(*) filter (where state = 'failed')::int as failed from mails where created_at > now() - interval '7 days'`,
  )
  if (failed > 0)
    found.push(
      watch(
        'mail',
        `${failed} courriers n’ont pas pu partir ces sept jours : voyez Réglages › Courrier.`,
        `${failed} mails could not be sent these seven days: see Settings › Mail.`,
      ),
    )
  return found
}
