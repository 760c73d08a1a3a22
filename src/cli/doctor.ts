import fs from 'node:fs'
import { openClickhouse } from '../platform/clickhouse.ts'
import { readConfig } from '../platform/config.ts'
import { examineDatabases, examineMachine, type Finding } from '../platform/doctor.ts'
import { attachEngines } from '../platform/engines/engines.ts'
import { inWords } from '../platform/engines/words.ts'
import { exitCodes } from './terminal.ts'

const marks = { well: '✓', watch: '!', ill: '✗' }

/** Says what is wrong, and what to do; migrates nothing. @returns the exit code. */
export async function doctor(o: { json?: boolean }): Promise<number> {
  const config = readConfig(process.env)
  const found: Finding[] = examineMachine(config)
  // Looking must not make anything: without a data folder there are no engines to start.
  if (!fs.existsSync(config.data) && !(config.databaseUrl && config.clickhouseUrl)) return tell(found, o.json)
  try {
    const engines = await attachEngines(config)
    const clickhouse = openClickhouse(engines.clickhouseUrl)
    found.push({
      name: 'server',
      state: 'well',
      said: engines.attached
        ? { fr: 'Pupitre tourne.', en: 'Pupitre is running.' }
        : { fr: 'Pupitre est arrêté.', en: 'Pupitre is stopped.' },
    })
    found.push(
      ...(await examineDatabases(
        { databaseUrl: engines.databaseUrl, clickhouse },
        { serving: engines.attached || Boolean(config.databaseUrl) },
      )),
    )
    await clickhouse.close()
    await engines.stop()
  } catch (e) {
    const { message } = e as Error
    found.push({ name: 'engines', state: 'ill', said: { fr: message, en: message } })
  }
  return tell(found, o.json)
}

function tell(found: Finding[], json?: boolean): number {
  if (json)
    process.stdout.write(
      `${JSON.stringify(found.map((f) => ({ name: f.name, state: f.state, said: inWords(f.said) })))}\n`,
    )
  else for (const f of found) process.stdout.write(`${marks[f.state]} ${inWords(f.said)}\n`)
  return found.some((f) => f.state === 'ill') ? exitCodes.failed : exitCodes.ok
}
