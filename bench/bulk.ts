import { type Measurable, startMeasured } from './house.ts'
import type { Measured } from './load.ts'

const many = 1_000
const few = 50

/** A change of 1,000 tasks in one deed, against the same change made one task after another (50 of them, times 20). */
export async function run(): Promise<Measured> {
  const house = await startMeasured()
  try {
    const project = await house.call<{ id: string }>('POST', '/api/v1/projects', { name: 'Mille tâches' })
    const ids: string[] = []
    while (ids.length < many) ids.push(...(await add(house, project.id, many - ids.length)))
    const [member] = await house.call<{ id: string }[]>('GET', '/api/v1/members')
    const tasks = ids.map((id) => ({ id }))
    const deeds = [
      { byDays: 7 },
      { addAssigneeIds: [member?.id] },
      { patch: { title: 'Relancer l’imprimeur' } },
      { done: true },
      { archived: true },
    ]
    const times: number[] = []
    for (const deed of deeds) {
      const began = performance.now()
      const { change } = await house.call<{ change: string }>('POST', '/api/v1/tasks/deeds', {
        tasks,
        ...deed,
      })
      const took = performance.now() - began
      const back = performance.now()
      await house.call('POST', `/api/v1/tasks/deeds/${change}/back`)
      console.error(
        `  ${Object.keys(deed)[0]}: ${took.toFixed(0)} ms, taken back ${(performance.now() - back).toFixed(0)} ms`,
      )
      times.push(took)
    }
    const began = performance.now()
    for (const id of ids.slice(0, few))
      await house.call('PATCH', `/api/v1/tasks/${id}`, { dueOn: '2026-05-05', startsOn: '2026-05-04' })
    const baseline = ((performance.now() - began) * many) / few
    const ours = Math.max(...times)
    return { name: 'bulk', ratio: ours / baseline, ours, baseline, unit: 'ms' }
  } finally {
    await house.stop()
  }
}

/** Copies double what there is: quicker than a thousand calls. */
async function add(house: Measurable, project: string, wanted: number): Promise<string[]> {
  const { items } = await house.call<{ items: { id: string }[] }>(
    'GET',
    `/api/v1/projects/${project}/tasks?limit=500`,
  )
  if (!items.length) {
    const made = await house.call<{ id: string }>('POST', `/api/v1/projects/${project}/tasks`, {
      title: 'La première',
      startsOn: '2026-05-04',
      dueOn: '2026-05-05',
    })
    return [made.id]
  }
  const { cards } = await house.call<{ cards: { id: string }[] }>('POST', '/api/v1/tasks/transfer/copy', {
    ids: items.slice(0, wanted).map((t) => t.id),
    projectId: project,
  })
  return cards.map((c) => c.id)
}
