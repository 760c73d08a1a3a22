import { type Measurable, startMeasured } from './house.ts'
import type { Measured } from './load.ts'

const rounds = 200

/**
 * Two desks on one project: one changes a task, the other hears of it and fetches the card. From the moment the change is
 * asked for to the moment the card is on the other desk, against the change alone.
 */
export async function run(): Promise<Measured> {
  const house = await startMeasured()
  try {
    const project = await house.call<{ id: string }>('POST', '/api/v1/projects', { name: 'Deux bureaux' })
    const task = await house.call<{ id: string }>('POST', `/api/v1/projects/${project.id}/tasks`, {
      title: 'Choisir les panneaux',
    })
    const desks = await Promise.all([listen(house), listen(house)])
    const alone: number[] = []
    const seen: number[] = []
    for (let i = 0; i < rounds + 20; i++) {
      const began = performance.now()
      const cards = desks.map((desk) =>
        desk
          .next(task.id)
          .then(() => house.call<{ title: string }[]>('GET', `/api/v1/tasks/some?ids[]=${task.id}`)),
      )
      await house.call('PATCH', `/api/v1/tasks/${task.id}`, { title: `Choisir ${i} panneaux` })
      const wrote = performance.now() - began
      const [card] = (await Promise.all(cards))[1] as { title: string }[]
      if (card?.title !== `Choisir ${i} panneaux`) throw new Error('the other desk shows something else')
      if (i < 20) continue
      alone.push(wrote)
      seen.push(performance.now() - began)
    }
    for (const desk of desks) desk.close()
    const [ours, baseline] = [at(seen, 0.95), at(alone, 0.95)]
    console.error(
      `  the change: p50 ${at(alone, 0.5).toFixed(1)} p95 ${baseline.toFixed(1)} ms; on the other desk: p50 ${at(seen, 0.5).toFixed(1)} p95 ${ours.toFixed(1)} ms`,
    )
    return { name: 'live', ratio: ours / baseline, ours, baseline, unit: 'ms p95' }
  } finally {
    await house.stop()
  }
}

const at = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] as number

async function listen(house: Measurable) {
  const abort = new AbortController()
  const answer = await fetch(`http://127.0.0.1:${house.port}/live`, {
    headers: { authorization: `Bearer ${house.key}` },
    signal: abort.signal,
  })
  let waiting: { id: string; done: () => void } | undefined
  void (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>)
      if (waiting && decoder.decode(chunk).includes(waiting.id)) {
        waiting.done()
        waiting = undefined
      }
  })().catch(() => {})
  return {
    next: (id: string) =>
      new Promise<void>((done) => {
        waiting = { id, done }
      }),
    close: () => abort.abort(),
  }
}
