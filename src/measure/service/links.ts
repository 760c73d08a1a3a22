import { randomInt } from 'node:crypto'
import { and, desc, eq, isNull } from 'drizzle-orm'
import { notFound } from '#platform/errors.ts'
import { makeDoor } from '#platform/gates/door.ts'
import { amend, create, discard, get } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { projectNoun } from '#platform/tenancy/tables.ts'
import { codeAlphabet, utmFor } from '../model/links.ts'
import type { Link, LinkDraft } from '../model.ts'
import { linkNoun, links } from '../tables.ts'

type Row = typeof links.$inferSelect

const shown = (scope: Scope, l: Row): Link => ({
  id: l.id,
  projectId: l.projectId,
  actionId: l.actionId,
  code: l.code,
  shortUrl: `${scope.platform.config.publicUrl}/l/${l.code}`,
  targetUrl: l.targetUrl,
  utmSource: l.utmSource,
  utmMedium: l.utmMedium,
  utmCampaign: l.utmCampaign,
  utmContent: l.utmContent,
  placement: l.placement,
  version: l.version,
  createdAt: l.createdAt,
})

const newCode = () => Array.from({ length: 7 }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('')

type ActionTrail = {
  id: string
  code: string
  title: string
  channel: string
  objectiveId: string | null
  budgetLineId: string | null
}

/** The actions a project's links hang on. Only read: the plan leans on the measure, so the arrow cannot go back to it. */
export async function actionsOf(scope: Scope, projectId: string): Promise<ActionTrail[]> {
  demand(scope, 'see', projectId)
  const { rows } = await scope.sql<ActionTrail>(
    `select id, code, title, channel, objective_id as "objectiveId", budget_line_id as "budgetLineId" from actions
     where project_id = $1 and deleted_at is null order by position, code`,
    [projectId],
  )
  return rows
}

async function actionOf(scope: Scope, projectId: string, id: string): Promise<ActionTrail> {
  const found = (await actionsOf(scope, projectId)).find((a) => a.id === id)
  if (!found) throw notFound('action')
  return found
}

export async function listLinks(scope: Scope, projectId: string): Promise<Link[]> {
  demand(scope, 'see', projectId)
  const rows = await scope.db
    .select()
    .from(links)
    .where(and(isNull(links.deletedAt), eq(links.projectId, projectId)))
    .orderBy(desc(links.createdAt), desc(links.id))
  return rows.map((l) => shown(scope, l))
}

export const getLink = async (scope: Scope, id: string): Promise<Link> =>
  shown(scope, await get(scope, linkNoun, id))

/** Makes a tracked link for an action (or for the project alone): its code, and its UTM by rule. */
export async function createLink(scope: Scope, draft: LinkDraft): Promise<Link> {
  demand(scope, 'contribute', draft.projectId)
  const project = await get(scope, projectNoun, draft.projectId)
  const action = draft.actionId ? await actionOf(scope, draft.projectId, draft.actionId) : undefined
  const placement = draft.placement ?? ''
  const utm = utmFor({
    channel: action?.channel ?? 'other',
    projectSlug: project.slug,
    actionCode: action?.code ?? '',
    placement,
  })
  const code = newCode()
  const row = await create(scope, linkNoun, {
    projectId: draft.projectId,
    actionId: action?.id ?? null,
    objectiveId: action?.objectiveId ?? null,
    budgetLineId: action?.budgetLineId ?? null,
    code,
    targetUrl: new URL(draft.targetUrl).href,
    utmSource: utm.source,
    utmMedium: utm.medium,
    utmCampaign: utm.campaign,
    utmContent: utm.content,
    placement,
  })
  await makeDoor(scope, {
    kind: 'link',
    rowId: row.id,
    projectId: row.projectId,
    key: code,
    label: placement,
  })
  return shown(scope, row)
}

/** The target may move (a page renamed); the code, already printed or sent, never does. */
export async function amendLink(
  scope: Scope,
  id: string,
  patch: { targetUrl?: string; placement?: string },
  version?: number,
): Promise<Link> {
  const before = await get(scope, linkNoun, id)
  demand(scope, 'contribute', before.projectId)
  const targetUrl = patch.targetUrl === undefined ? undefined : new URL(patch.targetUrl).href
  return shown(scope, await amend(scope, linkNoun, id, { ...patch, targetUrl }, version))
}

export async function discardLink(scope: Scope, id: string, version?: number): Promise<void> {
  const before = await get(scope, linkNoun, id)
  demand(scope, 'contribute', before.projectId)
  await discard(scope, linkNoun, id, version)
}
