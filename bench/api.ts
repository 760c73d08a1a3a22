import { taskListSql } from '../src/work/service/read.ts'
import { startBare, startMeasured } from './house.ts'
import { alternate, load, type Measured } from './load.ts'

/** One authenticated read of 50 tasks through the whole stack, against a bare handler that runs the same SQL. */
export async function run(): Promise<Measured> {
  const ours = await startMeasured()
  let bare: Awaited<ReturnType<typeof startBare>> | undefined
  try {
    const project = await ours.call<{ id: string }>('POST', '/api/v1/projects', { name: 'Mesure' })
    for (let n = 0; n < 60; n++)
      await ours.call('POST', `/api/v1/projects/${project.id}/tasks`, {
        title: `Relancer l’imprimeur pour l’affiche n° ${n}`,
      })
    const list = `/api/v1/projects/${project.id}/tasks?limit=50`
    const { items } = await ours.call<{ items: unknown[] }>('GET', list)
    if (items.length !== 50) throw new Error(`${items.length} tasks instead of 50`)
    const baseline = await startBare('api.bare.ts', {
      BARE_DATABASE: ours.databaseUrl,
      BARE_PROJECT: project.id,
      BARE_SQL: taskListSql,
    })
    bare = baseline
    const request = (path: string, port: number) =>
      `GET ${path} HTTP/1.1\r\nhost: localhost:${port}\r\nauthorization: Bearer ${ours.key}\r\n\r\n`
    const asked = { ours: request(list, ours.port), bare: request('/', baseline.port) }
    const go = (port: number, text: string) =>
      load({ port, connections: 16, seconds: 2, request: () => text })
    await go(ours.port, asked.ours)
    await go(baseline.port, asked.bare)
    const seen = await alternate(
      5,
      () => go(ours.port, asked.ours),
      () => go(baseline.port, asked.bare),
    )
    return { name: 'api', ratio: seen.ours / seen.baseline, ...seen, unit: 'requests/s' }
  } finally {
    await Promise.all([bare?.stop(), ours.stop()])
  }
}
