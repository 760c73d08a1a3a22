import { channelOf } from '#measure/model/channels.ts'
import type { Auth } from '#platform/auth.ts'
import { Refusal } from '#platform/errors.ts'
import { addFile } from '#platform/files.ts'
import type { Platform } from '#platform/platform.ts'
import { ensureUser, isNew, join, makeWorkspace } from '#platform/tenancy/accounts.ts'
import { amendOrganisation, createOrganisation } from '#platform/tenancy/service.ts'
import { playHours } from '#work/demo.ts'
import { playDays } from './days.ts'
import { logoFor } from './logos.ts'
import { clients, hours, type Story, suppliers, team, type Who } from './model.ts'
import { type Played, play } from './play.ts'
import { playRedesign } from './redesign.ts'
import { coffrets } from './scenario/coffrets.ts'
import { marais } from './scenario/marais.ts'
import { rosee } from './scenario/rosee.ts'
import { openStage, type Stage } from './stage.ts'
import { writeVisits } from './visits.ts'

export type Demo = { slug: string; email: string; password: string; made: boolean }

const stories: readonly Story[] = [rosee, marais, coffrets]
const email = 'demo@atelier-sillage.example'
/** Known to everybody: it opens the demo and nothing else. */
const password = 'la-brume-se-leve-a-l-aube'

/** How far the demo of this process got: steps done of steps in all. */
type Making = { done: number; total: number; promise: Promise<Demo>; failed?: string }
const makings = new WeakMap<object, Making>()
const steps = 3 + 2 * stories.length

const existing = async (platform: Platform) =>
  (
    await platform.pools.auth.query<{ id: string; slug: string; ready: boolean }>(
      "select id, slug, coalesce((settings->>'demoReady')::boolean, false) as ready from workspaces where demo order by created_at limit 1",
    )
  ).rows[0]

export async function demoStatus(
  platform: Platform,
): Promise<{ possible: boolean; ready: boolean; done: number; total: number }> {
  const making = makings.get(platform.pools)
  const found = await existing(platform)
  const ready = Boolean(found?.ready) && !making
  return {
    possible: Boolean(found) || Boolean(making) || (await isNew(platform)),
    ready,
    done: making?.done ?? (ready ? steps : 0),
    total: steps,
  }
}

/**
 * Makes the demo workspace, or finds it. Only a new installation gets one: an address and a password that everybody knows have
 * no place beside real work. One making at a time; whoever asks again waits for the same.
 */
export async function openDemo(
  platform: Platform,
  auth: Auth,
  o: { email?: string; password?: string; beside?: boolean } = {},
): Promise<Demo> {
  const running = makings.get(platform.pools)
  if (running) return running.promise
  const making: Making = { done: 0, total: steps, promise: undefined as never }
  // Remembered before the first question to the database: two who ask at once wait for the same demo.
  makings.set(platform.pools, making)
  making.promise = findOrMake(platform, auth, o, () => {
    making.done += 1
  }).finally(() => makings.delete(platform.pools))
  return making.promise
}

async function findOrMake(
  platform: Platform,
  auth: Auth,
  o: { email?: string; password?: string; beside?: boolean },
  step: () => void,
): Promise<Demo> {
  const account = { email: o.email ?? email, password: o.password ?? password }
  // Over all processes, one at a time: who comes second finds it made.
  const client = await platform.pools.auth.connect()
  try {
    await client.query('select pg_advisory_lock(7087107)')
    return await underLock(platform, auth, o, account, step)
  } finally {
    await client.query('select pg_advisory_unlock(7087107)').catch(() => undefined)
    client.release()
  }
}

async function underLock(
  platform: Platform,
  auth: Auth,
  o: { beside?: boolean },
  account: { email: string; password: string },
  step: () => void,
): Promise<Demo> {
  const found = await existing(platform)
  if (found?.ready) return { slug: found.slug, ...account, made: false }
  // Its maker was stopped half-way: what it left goes, and the demo is made anew.
  if (found) await platform.pools.auth.query('delete from workspaces where id = $1', [found.id])
  else if (!o.beside && !(await isNew(platform)))
    throw new Refusal('FORBIDDEN', {
      fr: 'La démonstration s’ouvre sur une installation neuve. Ici, un administrateur la prépare avec « bin/pupitre demo ».',
      en: 'The demo opens on a new installation. Here, an administrator prepares it with “bin/pupitre demo”.',
    })
  return make(platform, auth, account, step)
}

async function make(
  platform: Platform,
  auth: Auth,
  account: { email: string; password: string },
  step: () => void,
): Promise<Demo> {
  const ws = await makeWorkspace(platform, { name: 'Atelier Sillage', slug: 'atelier-sillage', demo: true })
  try {
    const people = {} as Stage['people']
    for (const [who, p] of Object.entries(team) as [Who, (typeof team)[Who]][]) {
      const address = who === 'camille' ? account.email : `${who}@atelier-sillage.example`
      const user = await ensureUser(auth, {
        email: address,
        name: p.name,
        ...(who === 'camille' && { password: account.password }),
      })
      people[who] = {
        userId: user.id,
        memberId: await join(platform, {
          workspaceId: ws.id,
          userId: user.id,
          name: p.name,
          email: address,
          role: p.role,
          title: p.title,
        }),
      }
    }
    const open = () => openStage(platform, { workspaceId: ws.id, people })
    step()
    const known = await meet(await open())
    step()
    // Side by side, each on a stage and a clock of its own: while one waits for the databases, another plays.
    await Promise.all([
      ...stories.map(async (story) => {
        const stage = await open()
        const played = await play(stage, story, known)
        step()
        await fill(platform, stage, story, played)
        step()
      }),
      open().then(async (stage) => {
        await playRedesign(stage, known.clients.get('Maison Brume'))
        step()
      }),
    ])
    await playDays(await open())
    await platform.pools.auth.query(
      `update workspaces set settings = settings || '{"demoReady": true}' where id = $1`,
      [ws.id],
    )
    return { slug: ws.slug, ...account, made: true }
  } catch (e) {
    // Half a demo is worse than none.
    await platform.pools.auth.query('delete from workspaces where id = $1', [ws.id]).catch(() => undefined)
    throw e
  }
}

/** Clients with their colours and logo, and suppliers, a year before today. */
async function meet(stage: Stage): Promise<{ clients: Map<string, string>; suppliers: Map<string, string> }> {
  const at = new Date(stage.now.getTime() - 365 * 86_400_000)
  return stage.as('camille', at, async (s) => {
    const known = { clients: new Map<string, string>(), suppliers: new Map<string, string>() }
    for (const c of clients) {
      const { id } = await createOrganisation(s, { kind: 'client', ...c })
      const logo = await logoFor(c.name)
      if (logo)
        await amendOrganisation(s, id, { logoFileId: (await addFile(s, logo, { name: `${c.name}.png` })).id })
      known.clients.set(c.name, id)
    }
    for (const p of suppliers)
      known.suppliers.set(p.name, (await createOrganisation(s, { kind: 'supplier', ...p })).id)
    await playHours(
      s,
      (Object.keys(hours) as Who[]).map((who) => {
        const { away, ...rest } = hours[who]
        const { memberId } = stage.people[who]
        return {
          ...rest,
          memberId,
          ...(away && { away: { from: stage.day(away[0]), to: stage.day(away[1]) } }),
        }
      }),
    )
    return known
  })
}

/** A year of visits of the project's site, its campaigns on top. */
async function fill(platform: Platform, stage: Stage, story: Story, played: Played): Promise<void> {
  const { site } = story
  if (!site || !played.siteId) return
  const on = (n: number) => Date.parse(`${stage.day(story.start + n)}T00:00:00Z`)
  await writeVisits(platform, {
    workspace: stage.workspaceId,
    project: played.projectId,
    site: { ...site, id: played.siteId, goals: site.goals.map((g) => g.pattern), timezone: 'Europe/Paris' },
    from: stage.day(-365),
    now: stage.now,
    seed: story.seed,
    campaigns: story.actions.flatMap((a) => {
      const { traffic } = a
      if (!traffic) return []
      const trail = played.actions.get(a.key)!
      return [
        {
          windows: traffic.windows.map(([from, to]) => ({ from: on(from), to: on(to) })),
          perDay: traffic.perDay,
          rate: traffic.rate,
          path: a.path ?? '/',
          referrer: traffic.referrer ?? '',
          links: (played.links.get(a.key) ?? []).map((l) => ({
            link: l.id,
            action: trail.id,
            ...(trail.objectiveId && { objective: trail.objectiveId }),
            ...(trail.lineId && { budget_line: trail.lineId }),
            utm_source: l.utmSource,
            utm_medium: l.utmMedium,
            utm_campaign: l.utmCampaign,
            utm_content: l.utmContent,
            channel: channelOf({ source: l.utmSource, medium: l.utmMedium, campaign: l.utmCampaign }),
            name: l.code,
          })),
        },
      ]
    }),
  })
}
