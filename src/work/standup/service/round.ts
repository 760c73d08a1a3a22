import { invalid, notFound } from '#platform/errors.ts'
import { formats } from '#platform/formats.ts'
import { formatter, type Locale } from '#platform/i18n.ts'
import type { Letter } from '#platform/mail.ts'
import { tellMembers } from '#platform/notices.ts'
import type { Scope } from '#platform/scope.ts'
import { getProject } from '#platform/tenancy/service.ts'
import { commentTask } from '../../service/comments.ts'
import { createTask } from '../../service/tasks.ts'
import { messages, standupName } from '../messages.ts'
import { type Checkin, type Item, type Round, turnsOn } from '../model.ts'
import { columns, roundOf, todayOf, told } from './checkins.ts'
import { participants } from './people.ts'
import { type StandupRow, standupFor } from './standups.ts'

const keep = (scope: Scope, row: StandupRow, day: string) =>
  scope.sql(
    'insert into standup_days (workspace_id, project_id, standup_id, day) values ($1, $2, $3, $4) on conflict do nothing',
    [scope.workspace.id, row.projectId, row.id, day],
  )

/** Begins the round table of today: one after the other, on every screen at once. */
export async function startRound(scope: Scope, id: string): Promise<Round> {
  const row = await standupFor(scope, id, 'contribute')
  const day = todayOf(scope)
  const people = await participants(scope, row)
  await keep(scope, row, day)
  await scope.sql(
    `update standup_days set turn_ids = $3, turn = 0, turn_at = $4, started_at = $4, ended_at = null where standup_id = $1 and day = $2 and (started_at is null or ended_at is not null)`,
    [
      id,
      day,
      turnsOn(
        day,
        people.map((p) => p.id),
      ),
      scope.now(),
    ],
  )
  await told(scope, row)
  return roundOf(scope, id, day)
}

/** Gives the floor: `from` is whose turn the caller saw, so that two hands on « Suivant » skip nobody. */
export async function giveTurn(scope: Scope, id: string, from: number, to: number): Promise<Round> {
  const row = await standupFor(scope, id, 'contribute')
  const day = todayOf(scope)
  await scope.sql(
    `update standup_days set turn = greatest(0, least($4, cardinality(turn_ids) - 1)), turn_at = $5
     where standup_id = $1 and day = $2 and turn = $3 and started_at is not null and ended_at is null`,
    [id, day, from, to, scope.now()],
  )
  await told(scope, row)
  return roundOf(scope, id, day)
}

/** Closes the round and sends the notes. */
export async function endRound(scope: Scope, id: string): Promise<Round> {
  const row = await standupFor(scope, id, 'contribute')
  const day = todayOf(scope)
  await keep(scope, row, day)
  await scope.sql(
    'update standup_days set ended_at = $3 where standup_id = $1 and day = $2 and ended_at is null',
    [id, day, scope.now()],
  )
  await sendDigest(scope, row, day)
  await told(scope, row)
  return roundOf(scope, id, day)
}

type Said = Checkin & { memberId: string; name: string }

/** The notes of a day, once: in front of everybody who takes part, and by letter to those who get letters. Without a check-in there is nothing to tell. */
export async function sendDigest(scope: Scope, row: StandupRow, day: string): Promise<boolean> {
  await keep(scope, row, day)
  const { rows: said } = await scope.sql<Said>(
    `select c.member_id as "memberId", m.name, ${columns.replaceAll('version', 'c.version')} from checkins c join members m on m.id = c.member_id
     where c.standup_id = $1 and c.day = $2 and c.sent_at is not null order by m.name, m.id`,
    [row.id, day],
  )
  if (!said.length) return false
  const { rowCount } = await scope.sql(
    'update standup_days set digested_at = $3 where standup_id = $1 and day = $2 and digested_at is null',
    [row.id, day, scope.now()],
  )
  if (!rowCount) return false
  const people = await participants(scope, row)
  const silent = people.filter((p) => !said.some((s) => s.memberId === p.id)).map((p) => p.name)
  const path = `standup?point=${row.id}&jour=${day}`
  const url = `${scope.platform.config.publicUrl}/${scope.workspace.slug}/${path}`
  const title = (locale: Locale) =>
    formatter(messages, locale)('digest.title', {
      name: standupName(row.name, locale),
      day: formats(locale).date(day, scope.now()),
    })
  await tellMembers(
    scope,
    people.map((p) => p.id),
    {
      toMyself: true,
      kind: 'standup.digest',
      title: title(scope.workspace.locale),
      body: formatter(messages, scope.workspace.locale)('digest.line', {
        sent: said.length,
        all: people.length,
      }),
      path,
      project: row.projectId,
      uniqueKey: `standup:digest:${row.id}:${day}`,
      letter: (to): Letter => ({
        to: { address: to.email, name: to.name },
        locale: to.locale,
        template: 'standup',
        subject: title(to.locale),
        paragraphs: paragraphs(said, silent, to.locale),
        button: { label: formatter(messages, to.locale)('digest.open'), url },
        uniqueKey: `standup:${row.id}:${day}:${to.id}`,
      }),
    },
  )
  return true
}

function paragraphs(said: readonly Said[], silent: readonly string[], locale: Locale): string[] {
  const t = formatter(messages, locale)
  const lines = (label: string, items: readonly Item[]) =>
    items.length
      ? [`${label}`, ...items.map((i) => `• ${i.why ? t('why', { text: i.text, why: i.why }) : i.text}`)]
      : []
  const out = said.map((s) =>
    [
      s.name.toLocaleUpperCase(locale),
      ...lines(t('done'), s.done),
      ...lines(t('next'), s.next),
      ...lines(t('blocked'), s.blocked),
      ...(s.note ? [s.note] : []),
    ].join('\n'),
  )
  if (silent.length) out.push(t('digest.silent', { names: formats(locale).list(silent) }))
  return out
}

/** What blocks becomes somebody's: a task of theirs, or a question on the task that names them. */
export async function raise(
  scope: Scope,
  id: string,
  r: {
    text: string
    memberId: string
    taskId?: string | null | undefined
    projectId?: string | null | undefined
    as: 'task' | 'mention'
  },
): Promise<{ taskId: string }> {
  const row = await standupFor(scope, id, 'contribute')
  const who = (await participants(scope, { projectId: row.projectId, memberIds: [] })).find(
    (p) => p.id === r.memberId,
  )
  if (!who) throw notFound('member')
  if (r.as === 'mention') {
    if (!r.taskId)
      throw invalid({
        fr: 'Ce point ne porte sur aucune tâche : faites-en une.',
        en: 'This line is about no task: make it one.',
      })
    await commentTask(scope, r.taskId, `@${who.name} ${r.text}`)
    return { taskId: r.taskId }
  }
  const projectId = row.projectId ?? r.projectId
  if (!projectId)
    throw invalid({ fr: 'Choisissez le projet de cette tâche.', en: 'Choose the project of this task.' })
  await getProject(scope, projectId)
  const task = await createTask(scope, projectId, {
    title: r.text.slice(0, 500),
    assigneeIds: [who.id],
    urgency: 3,
  })
  return { taskId: task.id }
}
