import { and, desc, eq, isNull } from 'drizzle-orm'
import { dayOf } from '#platform/clock.ts'
import { invalid, notFound } from '#platform/errors.ts'
import { closeDoor, type Door, makeDoor } from '#platform/gates/door.ts'
import { amend, create, discard, get, restore } from '#platform/ledger.ts'
import { notify } from '#platform/live.ts'
import { demand, type Locale, type Scope } from '#platform/scope.ts'
import { getProject } from '#platform/tenancy/service.ts'
import { sayIn } from '../document/model.ts'
import type { Review, ReviewDocument, Share, Texts } from '../model.ts'
import { reviewNoun, reviews } from '../tables.ts'
import { composeReview } from './compose.ts'

const shown = (r: typeof reviews.$inferSelect): Review => ({
  id: r.id,
  projectId: r.projectId,
  title: r.title,
  from: r.fromOn,
  to: r.toOn,
  texts: r.texts,
  version: r.version,
  createdAt: r.createdAt,
  updatedAt: r.updatedAt,
})

export async function listReviews(scope: Scope, projectId: string): Promise<Review[]> {
  demand(scope, 'see', projectId)
  const rows = await scope.db
    .select()
    .from(reviews)
    .where(and(eq(reviews.projectId, projectId), isNull(reviews.deletedAt)))
    .orderBy(desc(reviews.createdAt), desc(reviews.id))
  return rows.map(shown)
}

export async function getReview(scope: Scope, id: string): Promise<Review> {
  const row = await get(scope, reviewNoun, id)
  demand(scope, 'see', row.projectId)
  return shown(row)
}

/** The days a review speaks of when nobody says: those of the project so far, else the last three months. */
export async function usualPeriod(scope: Scope, projectId: string): Promise<{ from: string; to: string }> {
  const project = await getProject(scope, projectId)
  const today = dayOf(scope.now(), scope.workspace.timezone)
  const to = project.endsOn && project.endsOn < today ? project.endsOn : today
  const from =
    project.startsOn && project.startsOn <= to
      ? project.startsOn
      : Temporal.PlainDate.from(to).subtract({ months: 3 }).toString()
  return { from, to }
}

const inOrder = (from: string, to: string) => {
  if (to < from)
    throw invalid({
      fr: 'La fin de la période tombe avant son début : corrigez l’une des deux dates.',
      en: 'The period ends before it starts: correct one of the two dates.',
    })
  if (Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days > 1_100)
    throw invalid({
      fr: 'Une période de trois ans au plus : raccourcissez-la.',
      en: 'Three years at most: shorten the period.',
    })
}

export async function makeReview(
  scope: Scope,
  projectId: string,
  o: { from?: string; to?: string; title?: string } = {},
): Promise<Review> {
  demand(scope, 'contribute', projectId)
  const project = await getProject(scope, projectId)
  const usual = await usualPeriod(scope, projectId)
  const [from, to] = [o.from ?? usual.from, o.to ?? usual.to]
  inOrder(from, to)
  const title = o.title ?? `${sayIn(scope.workspace.locale)('doc.kicker')} – ${project.name}`
  return shown(await create(scope, reviewNoun, { projectId, title, fromOn: from, toOn: to, texts: {} }))
}

/** Changes what people decide: title, period, and texts by section; an empty text gives the drafted one back. */
export async function amendReview(
  scope: Scope,
  id: string,
  patch: { title?: string; from?: string; to?: string; texts?: Texts },
  version?: number,
): Promise<Review> {
  const before = await get(scope, reviewNoun, id, { lock: true })
  demand(scope, 'contribute', before.projectId)
  inOrder(patch.from ?? before.fromOn, patch.to ?? before.toOn)
  const texts =
    patch.texts &&
    (Object.fromEntries(
      Object.entries({ ...before.texts, ...patch.texts }).filter(([, text]) => text?.trim()),
    ) as Texts)
  return shown(
    await amend(
      scope,
      reviewNoun,
      id,
      {
        ...(patch.title && { title: patch.title }),
        ...(patch.from && { fromOn: patch.from }),
        ...(patch.to && { toOn: patch.to }),
        ...(texts && { texts }),
      },
      version,
    ),
  )
}

export async function discardReview(scope: Scope, id: string, version?: number): Promise<void> {
  demand(scope, 'contribute', (await get(scope, reviewNoun, id)).projectId)
  for (const share of await listShares(scope, id)) await closeDoor(scope, share.id)
  await discard(scope, reviewNoun, id, version)
}

export async function restoreReview(scope: Scope, id: string): Promise<Review> {
  demand(scope, 'contribute', (await get(scope, reviewNoun, id, { removed: true })).projectId)
  return shown(await restore(scope, reviewNoun, id))
}

/** The review as it reads now: texts as written, figures as counted at this moment. */
export async function readReview(
  scope: Scope,
  id: string,
  locale: Locale,
  o: { rowsAt?: string } = {},
): Promise<ReviewDocument> {
  const { projectId, title, from, to, texts } = await getReview(scope, id)
  return composeReview(scope, { projectId, title, from, to, texts, locale, ...o })
}

/** A link for somebody without an account; it opens this review and its rows, nothing else. @returns its address, shown once. */
export async function shareReview(
  scope: Scope,
  id: string,
  o: { days: number | null; label?: string },
): Promise<{ id: string; url: string }> {
  const review = await getReview(scope, id)
  demand(scope, 'conduct', review.projectId)
  const expiresAt = o.days === null ? null : new Date(scope.now().getTime() + o.days * 86_400_000)
  const door = await makeDoor(scope, {
    kind: 'review',
    rowId: id,
    projectId: review.projectId,
    label: o.label ?? '',
    expiresAt,
  })
  await notify(scope, 'review', [id], review.projectId)
  return { id: door.id, url: `${scope.platform.config.publicUrl}/b/${door.key}` }
}

/** The links of a review that still open, with how often they did. */
export async function listShares(scope: Scope, id: string): Promise<Share[]> {
  const review = await getReview(scope, id)
  demand(scope, 'contribute', review.projectId)
  const { rows } = await scope.sql<Share>(
    `select id, label, expires_at as "expiresAt", opened_at as "openedAt", opens, created_at as "createdAt" from doors
     where kind = 'review' and row_id = $1 and revoked_at is null and (expires_at is null or expires_at > $2) order by created_at desc`,
    [id, scope.now()],
  )
  return rows
}

export async function unshareReview(scope: Scope, id: string, shareId: string): Promise<void> {
  const review = await getReview(scope, id)
  demand(scope, 'conduct', review.projectId)
  if (!(await listShares(scope, id)).some((s) => s.id === shareId)) throw notFound('share')
  await closeDoor(scope, shareId)
  await notify(scope, 'review', [id], review.projectId)
}

/** What stands behind a shared link. Its figures lead to rows behind the same door. */
export const readShared = (scope: Scope, door: Door, key: string, locale: Locale): Promise<ReviewDocument> =>
  readReview(scope, door.rowId, locale, { rowsAt: `/b/${key}/lignes` })
