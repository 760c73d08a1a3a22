import fs from 'node:fs'
import { wallClock } from '../src/work/scheduling/model/clock.ts'
import { type Checked, checkMspdi, compared } from '../src/work/scheduling/model/mspdi-check.ts'
import { readMspdi } from '../src/work/scheduling/model/mspdi-read.ts'
import { xmlText } from '../src/work/scheduling/model/xml.ts'

/**
 * `node scripts/check-schedule.ts [--json] [--differences] FILE…`: schedules project files anew and compares with what
 * the program that wrote them had computed. One line a file: `tasks`, and for each figure how many of them have it in the
 * file (`known`) and get the same here (`equal`).
 *
 * Counted: every automatic, unstarted task, the summaries too (`summaries` says how many). Not counted: manual tasks and
 * those begun or done, whose dates are typed and not computed; inactive ones; blank rows; stand-ins for tasks of another
 * file; the row of the project itself (UID 0); tasks of which the file holds no computed figure. A file whose tasks are
 * all manual so has 0. Two instants with no working time between them are the same, 17:00 and 08:00 the next morning.
 */
const args = process.argv.slice(2)
const asJson = args.includes('--json')
const showDifferences = args.includes('--differences')
const files = args.filter((a) => !a.startsWith('--'))
if (!files.length) {
  console.error('check-schedule: which project files (MSPDI, .xml)?')
  process.exit(2)
}

const results = files.map((file): { file: string; error?: string } & Partial<Checked> => {
  try {
    return { file, ...checkMspdi(readMspdi(xmlText(fs.readFileSync(file)))) }
  } catch (e) {
    return { file, error: (e as Error).message }
  }
})
for (const r of results) {
  const { file, differences, ...counts } = r
  if (asJson) process.stdout.write(`${JSON.stringify({ file, tasks: 0, equal: {}, ...counts })}\n`)
  else if (r.error) console.log(`${r.file}: ${r.error}`)
  else
    console.log(
      `${r.file}: ${r.tasks} tasks; ${compared.map((k) => `${k} ${r.equal?.[k]}/${r.known?.[k]}`).join(', ')}`,
    )
  const told = (what: string, v: unknown) =>
    typeof v === 'number' && !what.endsWith('Slack') ? wallClock(v) : String(v)
  if (showDifferences)
    for (const d of differences ?? [])
      console.error(
        `  ${d.uid} ${d.name}: ${d.what} ${told(d.what, d.ours)}, the file says ${told(d.what, d.theirs)}`,
      )
}
