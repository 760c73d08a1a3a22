import type { Measured } from './load.ts'

/** `npm run bench -- [NAME…] [--json]`: the speed promises, each against a baseline of the same run. */
const all: Record<string, { promise: string; run: () => Promise<Measured> }> = {
  api: {
    promise: 'one authenticated read of 50 tasks: at least 0.40 of a bare handler with the same SQL',
    run: async () => (await import('./api.ts')).run(),
  },
  ingest: {
    promise: 'events safely stored: at least 0.50 of a bare handler that only parses',
    run: async () => (await import('./ingest.ts')).run(),
  },
  list: {
    promise: 'the task list at 100,000 tasks: p95 at most 2.00 of what it is at 5,000',
    run: async () => (await import('./list.ts')).run(),
  },
  bulk: {
    promise: 'the same done to 1,000 tasks: at most 0.20 of doing it to one after another',
    run: async () => (await import('./bulk.ts')).run(),
  },
  live: {
    promise: 'a change on the other desk: at most 3.00 times the change alone',
    run: async () => (await import('./live.ts')).run(),
  },
  schedule: {
    promise:
      '10,000 tasks and 20,000 links recomputed within 30 ms: at least 40 times what walking days takes',
    run: async () => (await import('./schedule.ts')).run(),
  },
  board: {
    promise: 'a board of 5,000 cards shown: at most 0.20 of the same cards without a window',
    run: async () => (await import('./board.ts')).run(),
  },
  gantt: {
    promise: 'a Gantt of 5,000 bars shown: at most 0.20 of the same bars without a window',
    run: async () => (await import('./gantt.ts')).run(),
  },
  start: {
    promise: 'npm start with everything installed: at most 1.00 of 6 s',
    run: async () => (await import('./start.ts')).run(),
  },
  table: {
    promise: '5,000 tasks shown as a table within 500 ms and 400 elements, and as flat at 20,000',
    run: async () => (await import('./table.ts')).run(),
  },
}

const args = process.argv.slice(2)
const asJson = args.includes('--json')
const named = args.filter((a) => !a.startsWith('-'))
const unknown = named.filter((n) => !(n in all))
if (unknown.length) {
  console.error(`no such measure: ${unknown.join(', ')} (there are: ${Object.keys(all).join(', ')})`)
  process.exit(2)
}

const results: Measured[] = []
for (const name of named.length ? named : Object.keys(all)) {
  console.error(`${name}: ${all[name]!.promise}`)
  const result = await all[name]!.run()
  results.push(result)
  console.error(
    `  ratio ${result.ratio.toFixed(2)}  (${result.ours.toFixed(0)} against ${result.baseline.toFixed(0)} ${result.unit})`,
  )
}
if (asJson) process.stdout.write(`${JSON.stringify(results)}\n`)
process.exit(0)
