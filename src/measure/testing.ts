import { randomUUID } from 'node:crypto'
import { appendFacts, type FactRow } from '#platform/clickhouse.ts'
import type { Person, TestHouse } from '#platform/testing.ts'
import { createSite } from './service/sites.ts'

/** A project with a site, and a way to write visits as the tracker would have, on Monday 16 March 2026. */
export async function measured(house: TestHouse, owner: Person, name?: string) {
  const projectId = await house.project(owner, name)
  const site = await house.as(owner, (s) => createSite(s, { projectId, host: 'brume.example' }))
  const at = (time: string, day = '2026-03-16') => new Date(`${day}T${time.padEnd(8, ':00')}Z`).getTime()
  const write = async (rows: (Partial<FactRow> & { at: number; visitor: string })[]) => {
    const full = rows.map((r) => ({
      workspace: owner.workspaceId,
      id: randomUUID(),
      kind: 'view',
      project: projectId,
      site: site.id,
      host: 'brume.example',
      path: '/',
      origin: 'tracker',
      ...r,
    }))
    await appendFacts(house.platform.clickhouse, randomUUID(), full)
  }
  return { projectId, site, at, write }
}

/** An action of the plan, written as its room would: this room only reads it. */
export async function anAction(
  house: TestHouse,
  owner: Person,
  projectId: string,
  o: { code: string; channel: string; title?: string },
) {
  const { rows } = await house.owner.query<{ id: string }>(
    'insert into actions (workspace_id, project_id, code, title, channel) values ($1, $2, $3, $4, $5) returning id',
    [owner.workspaceId, projectId, o.code, o.title ?? o.code, o.channel],
  )
  return rows[0]!.id
}
