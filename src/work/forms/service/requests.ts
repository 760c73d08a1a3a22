import { invalid, Refusal } from '#platform/errors.ts'
import { announce } from '#platform/facts.ts'
import { type Door, makeDoor } from '#platform/gates/door.ts'
import { formatter } from '#platform/i18n.ts'
import { amend, create, find, get } from '#platform/ledger.ts'
import { send } from '#platform/mail.ts'
import { tellMembers } from '#platform/notices.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { projectNoun } from '#platform/tenancy/tables.ts'
import { requestMade, requestSaid } from '../../facts.ts'
import type { Field } from '../../fields/model.ts'
import { listFields } from '../../fields/service.ts'
import { createTask, discardTask } from '../../service/tasks.ts'
import { messages } from '../messages.ts'
import {
  answerText,
  checkAnswers,
  type FollowedRequest,
  filesIn,
  type Request,
  type RequestState,
  type Submission,
  taskOf,
} from '../model.ts'
import { type FormRow, formNoun, type RequestRow, requestNoun, requestWordNoun } from '../tables.ts'
import { attachFiles, claimFiles, sentFiles } from './files.ts'

/** Requests one form takes in an hour: people never get there, a program does. */
const mostPerHour = 60

async function taken(
  scope: Scope,
  form: FormRow,
  s: Submission,
  fields: readonly Field[],
): Promise<RequestRow> {
  const { answers, faults } = checkAnswers(form.questions, s.answers, fields)
  const [first] = faults
  if (first)
    throw invalid(
      first.why === 'required'
        ? { fr: `« ${first.label} » est à remplir.`, en: `“${first.label}” is to be filled in.` }
        : {
            fr: `La réponse à « ${first.label} » ne convient pas : corrigez-la.`,
            en: `The answer to “${first.label}” does not suit: correct it.`,
          },
      { faults },
    )
  const { rows } = await scope.sql<{ n: number }>(
    "select count(*) as n from requests where form_id = $1 and created_at > $2::timestamptz - interval '1 hour'",
    [form.id, scope.now()],
  )
  if ((rows[0]?.n ?? 0) >= mostPerHour)
    throw new Refusal('TOO_MANY', {
      fr: 'Ce formulaire a reçu trop de demandes en une heure. Réessayez un peu plus tard : rien n’est perdu de ce que vous avez écrit.',
      en: 'This form took too many requests within an hour. Try again a little later: nothing you wrote is lost.',
    })
  const title = String(answers[form.questions.find((q) => q.kind === 'title')?.key ?? ''] ?? form.name)
  const request = await create(scope, requestNoun, {
    projectId: form.projectId,
    formId: form.id,
    title,
    requesterName: s.name,
    requesterEmail: s.email,
    memberId: scope.actor.kind === 'member' ? scope.actor.id : null,
    locale: scope.locale,
    answers,
  })
  await claimFiles(scope, form, request.id, answers)
  // The task is made behind, by the house: whoever asks has no hand in the project.
  await announce(scope, requestMade, { project: form.projectId }, { title, requestId: request.id })
  return request
}

/** A member asks. */
export async function submitInside(
  scope: Scope,
  formId: string,
  answers: Submission['answers'],
): Promise<{ id: string }> {
  const form = await get(scope, formNoun, formId)
  demand(scope, 'see', form.projectId)
  if (form.closedAt)
    throw invalid({ fr: 'Ce formulaire ne prend plus de demandes.', en: 'This form takes no more requests.' })
  const s = { name: scope.actor.name, email: '', answers, website: '' }
  return { id: (await taken(scope, form, s, await listFields(scope, form.projectId))).id }
}

/** Somebody outside asks, and gets a link to follow it by. A program that filled the hidden box is thanked, and nothing is kept. */
export async function submitThroughDoor(
  scope: Scope,
  door: Pick<Door, 'rowId'>,
  s: Submission,
): Promise<{ thanks: string; follow: string | null }> {
  const form = await get(scope, formNoun, door.rowId)
  if (form.closedAt || !form.public)
    throw invalid({ fr: 'Ce formulaire ne prend plus de demandes.', en: 'This form takes no more requests.' })
  if (s.website) return { thanks: form.thanks, follow: null }
  const { rows } = await scope.sql<Field>(
    `select id, project_id as "projectId", name, kind, options, formula, position, false as archived, version from custom_fields
     where id = any ($1) and deleted_at is null`,
    [form.questions.flatMap((q) => q.fieldId ?? [])],
  )
  const request = await taken(scope, form, s, rows)
  const { id: doorId, key } = await makeDoor(scope, {
    kind: 'request',
    rowId: request.id,
    projectId: form.projectId,
    label: s.name,
    email: s.email,
  })
  await amend(scope, requestNoun, request.id, { doorId })
  const follow = `${scope.platform.config.publicUrl}/f/suivi/${key}`
  if (s.email) {
    const t = formatter(messages, scope.locale)
    await send(scope, {
      to: { address: s.email, name: s.name },
      locale: scope.locale,
      template: 'request-received',
      subject: t('mail.received.subject', { title: request.title }),
      paragraphs: [
        t('mail.received.hello', { name: s.name }),
        t('mail.received.body', { form: form.name, workspace: scope.workspace.name }),
      ],
      button: { label: t('mail.received.button'), url: follow },
      note: t('mail.received.note'),
    })
  }
  return { thanks: form.thanks, follow }
}

/** Makes the task of a request, once, as the house. */
export async function taskForRequest(scope: Scope, requestId: string): Promise<void> {
  const request = await find(scope, requestNoun, requestId, { lock: true })
  const form = request && (await find(scope, formNoun, request.formId, { removed: true }))
  if (!request || !form || request.taskId) return
  const fields = await listFields(scope, request.projectId)
  const draft = taskOf(form.questions, request.answers, fields, form.intoTask, request.requesterName)
  const card = await createTask(scope, request.projectId, draft)
  await attachFiles(scope, request.id, card)
  await amend(scope, requestNoun, request.id, { taskId: card.id })
  const project = await get(scope, projectNoun, request.projectId)
  if (project.leadId)
    await tellMembers(scope, [project.leadId], {
      kind: 'request.made',
      title: formatter(messages, scope.workspace.locale)('notice.made', {
        who: request.requesterName,
        form: form.name,
      }),
      body: request.title,
      path: `projets/${project.slug}/demandes?demande=${request.id}`,
      project: request.projectId,
      noun: 'request',
      rowId: request.id,
    })
}

/** Tells those who do what was asked that whoever asked wrote again. */
export async function tellOfWord(scope: Scope, requestId: string, text: string): Promise<void> {
  const r = await find(scope, requestNoun, requestId)
  if (!r) return
  const project = await get(scope, projectNoun, r.projectId)
  const { rows } = await scope.sql<{ ids: string[] }>('select assignee_ids as ids from tasks where id = $1', [
    r.taskId,
  ])
  const who = [...new Set([...(rows[0]?.ids ?? []), ...(project.leadId ? [project.leadId] : [])])]
  await tellMembers(scope, who, {
    kind: 'request.said',
    title: formatter(messages, scope.workspace.locale)('notice.said', {
      who: r.requesterName,
      title: r.title,
    }),
    body: text,
    path: `projets/${project.slug}/demandes?demande=${r.id}`,
    project: r.projectId,
    noun: 'request',
    rowId: r.id,
  })
}

type Read = {
  r: RequestRow
  form: { name: string; questions: FormRow['questions'] }
  number: number | null
  status: string | null
  done: boolean
  category: string | null
  due: string | null
  words: { author: string; authorId: string | null; text: string; at: Date }[]
}

async function read(scope: Scope, id: string): Promise<Read> {
  const r = await get(scope, requestNoun, id)
  const { rows: forms } = await scope.sql<Read['form']>('select name, questions from forms where id = $1', [
    r.formId,
  ])
  const { rows: tasks } = await scope.sql<Omit<Read, 'r' | 'form' | 'words'>>(
    `select t.number, s.name as status, t.completed_at is not null as done, s.category, t.due_on as due from tasks t
     join statuses s on s.id = t.status_id where t.id = $1 and t.deleted_at is null`,
    [r.taskId],
  )
  const { rows: words } = await scope.sql<Read['words'][number]>(
    `select author_name as author, author_id as "authorId", text, created_at as at from request_words where request_id = $1 and deleted_at is null order by created_at, id`,
    [id],
  )
  const task = tasks[0] ?? { number: null, status: null, done: false, category: null, due: null }
  return { r, form: forms[0] ?? { name: '', questions: [] }, ...task, words }
}

const told = (x: Read, fields: readonly Field[]) =>
  x.form.questions
    .filter((q) => q.kind !== 'files' && x.r.answers[q.key] !== undefined)
    .map((q) => ({ label: q.label, text: answerText(q, x.r.answers[q.key], fields) }))

async function whole(scope: Scope, id: string): Promise<Request> {
  const x = await read(scope, id)
  const fields = await listFields(scope, x.r.projectId)
  return {
    id: x.r.id,
    projectId: x.r.projectId,
    formId: x.r.formId,
    formName: x.form.name,
    title: x.r.title,
    requesterName: x.r.requesterName,
    requesterEmail: x.r.requesterEmail,
    state: x.r.state,
    answer: x.r.answer,
    answers: told(x, fields),
    files: await sentFiles(scope, filesIn(x.form.questions, x.r.answers)),
    taskId: x.number === null ? null : x.r.taskId,
    taskNumber: x.number,
    statusName: x.status,
    done: x.done,
    createdAt: x.r.createdAt,
    words: x.words.map((w) => ({
      author: w.author,
      mine: w.authorId !== null && w.authorId === scope.actor.id,
      text: w.text,
      at: w.at,
    })),
    version: x.r.version,
  }
}

/** The inbox of a project: what was asked, newest first, what waits for a word before the rest. */
export async function listRequests(
  scope: Scope,
  projectId: string,
  o: { state?: RequestState; limit?: number } = {},
): Promise<Request[]> {
  demand(scope, 'see', projectId)
  const { rows } = await scope.sql<{ id: string }>(
    `select id from requests where project_id = $1 and deleted_at is null and ($2::text is null or state = $2)
     order by state = 'new' desc, created_at desc, id desc limit $3`,
    [projectId, o.state ?? null, o.limit ?? 100],
  )
  const all: Request[] = []
  for (const { id } of rows) all.push(await whole(scope, id))
  return all
}

async function settle(
  scope: Scope,
  id: string,
  state: RequestState,
  answer: string,
  version?: number,
): Promise<Request> {
  const before = await get(scope, requestNoun, id, { lock: true })
  demand(scope, 'contribute', before.projectId)
  if (before.state !== 'new')
    throw invalid({ fr: 'Cette demande a déjà une réponse.', en: 'This request already has an answer.' })
  const after = await amend(scope, requestNoun, id, { state, answer }, version)
  await writeBack(scope, after, state === 'accepted' ? 'mail.accepted' : 'mail.declined', answer)
  return whole(scope, id)
}

export const acceptRequest = (scope: Scope, id: string, answer = '', version?: number) =>
  settle(scope, id, 'accepted', answer, version)

/** Its task goes to the bin; whoever asked is told, with the reason. */
export async function declineRequest(
  scope: Scope,
  id: string,
  answer: string,
  version?: number,
): Promise<Request> {
  const { taskId } = await get(scope, requestNoun, id)
  await settle(scope, id, 'declined', answer, version)
  if (taskId) await discardTask(scope, taskId).catch(ignoreMissing)
  return whole(scope, id)
}
const ignoreMissing = (e: unknown) => {
  if (!(e instanceof Refusal && e.code === 'NOT_FOUND')) throw e
}

/** A letter to whoever asked, if they left an address; a member finds it in their notifications. */
async function writeBack(
  scope: Scope,
  r: RequestRow,
  what: 'mail.accepted' | 'mail.declined' | 'mail.said',
  text: string,
): Promise<void> {
  const t = formatter(messages, r.locale)
  if (r.memberId && r.memberId !== scope.actor.id) {
    const project = await get(scope, projectNoun, r.projectId)
    return tellMembers(scope, [r.memberId], {
      kind: 'request.answered',
      title: t(`${what}.subject`, { title: r.title }),
      body: text,
      path: `projets/${project.slug}/demandes?demande=${r.id}`,
      project: r.projectId,
      noun: 'request',
      rowId: r.id,
    })
  }
  if (!r.requesterEmail) return
  await send(scope, {
    to: { address: r.requesterEmail, name: r.requesterName },
    locale: r.locale,
    template: 'request-answer',
    subject: t(`${what}.subject`, { title: r.title }),
    paragraphs: [
      t('mail.received.hello', { name: r.requesterName }),
      t(`${what}.body`, { who: scope.actor.name }),
      ...(text ? [text] : []),
    ],
    note: t('mail.follow.note'),
  })
}

export async function sayToRequester(scope: Scope, id: string, text: string): Promise<Request> {
  const r = await get(scope, requestNoun, id)
  demand(scope, 'contribute', r.projectId)
  await create(scope, requestWordNoun, {
    projectId: r.projectId,
    requestId: id,
    authorId: scope.actor.id,
    authorName: scope.actor.name,
    text,
  })
  await writeBack(scope, r, 'mail.said', text)
  return whole(scope, id)
}

/** What the holder of the link sees. */
export async function followRequest(scope: Scope, door: Pick<Door, 'rowId'>): Promise<FollowedRequest> {
  const x = await read(scope, door.rowId)
  const state =
    x.r.state === 'declined' ? 'declined' : x.done ? 'done' : x.category === 'doing' ? 'doing' : x.r.state
  return {
    title: x.r.title,
    form: x.form.name,
    workspace: scope.workspace.name,
    name: x.r.requesterName,
    state,
    answer: x.r.answer,
    dueOn: x.due,
    createdAt: x.r.createdAt,
    answers: told(x, []),
    files: await sentFiles(scope, filesIn(x.form.questions, x.r.answers)),
    words: x.words.map((w) => ({
      author: w.authorId ? w.author : x.r.requesterName,
      mine: w.authorId === null,
      text: w.text,
      at: w.at,
    })),
  }
}

export async function sayAsRequester(
  scope: Scope,
  door: Pick<Door, 'rowId'>,
  text: string,
): Promise<FollowedRequest> {
  const r = await get(scope, requestNoun, door.rowId)
  const { rows } = await scope.sql<{ n: number }>(
    'select count(*) as n from request_words where request_id = $1 and author_id is null',
    [r.id],
  )
  if ((rows[0]?.n ?? 0) >= 200)
    throw new Refusal('TOO_MANY', {
      fr: 'Cette demande a déjà beaucoup de messages.',
      en: 'This request already has many messages.',
    })
  await create(scope, requestWordNoun, {
    projectId: r.projectId,
    requestId: r.id,
    authorId: null,
    authorName: r.requesterName,
    text,
  })
  await announce(
    scope,
    requestSaid,
    { project: r.projectId, task: r.taskId },
    { text: text.slice(0, 300), requestId: r.id },
  )
  return followRequest(scope, door)
}
