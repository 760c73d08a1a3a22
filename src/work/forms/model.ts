import { z } from 'zod'
import { Day, Id, Version } from '#platform/tenancy/model.ts'
import { type Field, fieldValue } from '../fields/model.ts'
import type { FieldValues, TaskDraft } from '../model.ts'

export const questionKinds = [
  'title',
  'description',
  'due',
  'importance',
  'text',
  'long',
  'choice',
  'number',
  'files',
  'field',
] as const
export type QuestionKind = (typeof questionKinds)[number]
export const fileKinds = ['any', 'images', 'documents'] as const
export type FileKind = (typeof fileKinds)[number]
/** What a question that takes files takes. */
export const FileLimits = z.object({
  most: z.int().min(1).max(20).default(5),
  megabytes: z.int().min(1).max(100).default(25),
  accept: z.enum(fileKinds).default('any'),
})
export type FileLimits = z.infer<typeof FileLimits>
export const limitsOf = (q: { files: FileLimits | null }): FileLimits => q.files ?? FileLimits.parse({})

const documents =
  /^(application\/(pdf|msword|rtf|zip|vnd\.(openxmlformats-officedocument|oasis\.opendocument|ms-(excel|powerpoint)).*|x-cfb)|text\/(plain|csv|markdown|rtf|calendar))$/
/** By what the file holds, not by its name. */
export const suits = (accept: FileKind, mediaType: string): boolean =>
  accept === 'any' ||
  (accept === 'images'
    ? mediaType.startsWith('image/') && mediaType !== 'image/svg+xml'
    : documents.test(mediaType))
/** As the chooser of a browser is told; on a phone, images open the camera too. */
export const acceptOf: Record<FileKind, string> = {
  any: '',
  images: 'image/*',
  documents: '.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp,.rtf,.txt,.csv,.md',
}

/** A file that came with a request, as whoever asked sees it. */
export const SentFile = z.object({
  name: z.string(),
  mediaType: z.string(),
  size: z.int(),
  url: z.string(),
})
export type SentFile = z.infer<typeof SentFile>

const Key = z.string().regex(/^[\w-]{1,40}$/)

export const Question = z.object({
  key: Key,
  kind: z.enum(questionKinds),
  label: z.string().trim().min(1).max(200),
  help: z.string().trim().max(500).default(''),
  required: z.boolean().default(false),
  options: z.array(z.string().trim().min(1).max(120)).max(60).default([]),
  fieldId: Id.nullable().default(null),
  /** Only of a question that takes files. */
  files: FileLimits.nullable().default(null),
  /** Asked only when an earlier question was answered so. */
  when: z
    .object({ key: Key, is: z.string().max(200) })
    .nullable()
    .default(null),
})
export type Question = z.infer<typeof Question>

export const IntoTask = z.object({
  statusId: Id.optional(),
  assigneeIds: z.array(Id).max(20).optional(),
  labelIds: z.array(Id).max(20).optional(),
  actionId: Id.nullable().optional(),
})
export type IntoTask = z.infer<typeof IntoTask>

const Questions = z
  .array(Question)
  .min(1)
  .max(40)
  .refine((all) => all.filter((q) => q.kind === 'title').length === 1, {
    error: 'one question names the request',
  })
  .refine((all) => new Set(all.map((q) => q.key)).size === all.length, { error: 'two questions share a key' })
  .refine((all) => all.every((q, i) => !q.when || all.slice(0, i).some((o) => o.key === q.when?.key)), {
    error: 'a condition names an earlier question',
  })

export const FormDraft = z.object({
  name: z.string().trim().min(1).max(120),
  intro: z.string().trim().max(4_000).optional(),
  thanks: z.string().trim().max(2_000).optional(),
  public: z.boolean().optional(),
  questions: Questions,
  intoTask: IntoTask.optional(),
})
export type FormDraft = z.infer<typeof FormDraft>

export const Form = z
  .object({
    id: Id,
    projectId: Id,
    name: z.string(),
    intro: z.string(),
    thanks: z.string(),
    public: z.boolean(),
    closed: z.boolean(),
    questions: z.array(Question),
    intoTask: IntoTask,
    version: Version,
  })
  .meta({ id: 'IntakeForm' })
export type Form = z.infer<typeof Form>

export const Answer = z.union([
  z.string().max(10_000),
  z.number(),
  z.array(z.string().max(200)).max(60),
  z.null(),
])
export const Answers = z.record(Key, Answer)
export type Answers = z.infer<typeof Answers>

/** What is sent. `website` is a box that people do not see: only programs fill it. */
export const Submission = z.object({
  name: z.string().trim().min(1).max(120),
  email: z.union([z.literal(''), z.email().max(200)]).default(''),
  answers: Answers,
  website: z.string().max(200).default(''),
})
export type Submission = z.infer<typeof Submission>

export const requestStates = ['new', 'accepted', 'declined'] as const
export type RequestState = (typeof requestStates)[number]

const Said = z.object({ author: z.string(), mine: z.boolean(), text: z.string(), at: z.date() })
export const Request = z
  .object({
    id: Id,
    projectId: Id,
    formId: Id,
    formName: z.string(),
    title: z.string(),
    requesterName: z.string(),
    requesterEmail: z.string(),
    state: z.enum(requestStates),
    answer: z.string(),
    answers: z.array(z.object({ label: z.string(), text: z.string() })),
    files: z.array(SentFile),
    taskId: Id.nullable(),
    taskNumber: z.int().nullable(),
    statusName: z.string().nullable(),
    done: z.boolean(),
    createdAt: z.date(),
    words: z.array(Said),
    version: Version,
  })
  .meta({ id: 'IntakeRequest' })
export type Request = z.infer<typeof Request>

/** A form as its answerer sees it: nothing of the project but its name. */
export const OpenForm = z.object({
  name: z.string(),
  intro: z.string(),
  workspace: z.string(),
  questions: z.array(
    Question.omit({ fieldId: true }).extend({
      field: z
        .object({ kind: z.string(), options: z.array(z.object({ id: z.string(), name: z.string() })) })
        .nullable(),
    }),
  ),
})
export type OpenForm = z.infer<typeof OpenForm>

/** A request as whoever asked sees it: where it stands, what was said; no name of the project, no comment of the task. */
export const FollowedRequest = z.object({
  title: z.string(),
  form: z.string(),
  workspace: z.string(),
  name: z.string(),
  state: z.enum([...requestStates, 'doing', 'done']),
  answer: z.string(),
  dueOn: Day.nullable(),
  createdAt: z.date(),
  answers: z.array(z.object({ label: z.string(), text: z.string() })),
  files: z.array(SentFile),
  words: z.array(Said),
})
export type FollowedRequest = z.infer<typeof FollowedRequest>

/** The questions that are asked, given what was answered so far. */
export function asked<Q extends Pick<Question, 'key' | 'when'>>(
  questions: readonly Q[],
  answers: Answers,
): Q[] {
  const shown: Q[] = []
  for (const q of questions) {
    const given = q.when ? answers[q.when.key] : undefined
    const fits =
      !q.when ||
      (shown.some((s) => s.key === q.when?.key) &&
        (Array.isArray(given) ? given.includes(q.when.is) : String(given ?? '') === q.when.is))
    if (fits) shown.push(q)
  }
  return shown
}

export type AnswerFault = { key: string; label: string; why: 'required' | 'bad' }

/** What is wrong with the answers, question by question. Answers to questions that were not asked are left out. */
export function checkAnswers(
  questions: readonly Question[],
  answers: Answers,
  fields: readonly Field[],
): { answers: Answers; faults: AnswerFault[] } {
  const kept: Answers = {}
  const faults: AnswerFault[] = []
  for (const q of asked(questions, answers)) {
    const raw = answers[q.key] ?? null
    const value = typeof raw === 'string' ? raw.trim() : raw
    const empty = value === null || value === '' || (Array.isArray(value) && !value.length)
    if (empty) {
      if (q.required || q.kind === 'title') faults.push({ key: q.key, label: q.label, why: 'required' })
      continue
    }
    const bad = () => void faults.push({ key: q.key, label: q.label, why: 'bad' })
    if (q.kind === 'files') {
      if (
        Array.isArray(value) &&
        value.length <= limitsOf(q).most &&
        value.every((id) => Id.safeParse(id).success) &&
        new Set(value).size === value.length
      )
        kept[q.key] = value
      else bad()
    } else if (q.kind === 'field') {
      const field = fields.find((f) => f.id === q.fieldId)
      const result = field ? fieldValue(field, value) : { fault: 'gone' }
      if ('fault' in result) bad()
      else kept[q.key] = result.value
    } else if (q.kind === 'due') {
      if (Day.safeParse(value).success) kept[q.key] = value
      else bad()
    } else if (q.kind === 'number' || q.kind === 'importance') {
      const n = typeof value === 'string' ? Number(value.replace(',', '.')) : value
      if (
        typeof n !== 'number' ||
        !Number.isFinite(n) ||
        (q.kind === 'importance' && ![0, 1, 2, 3].includes(n))
      )
        bad()
      else kept[q.key] = n
    } else if (q.kind === 'choice') {
      if (typeof value === 'string' && q.options.includes(value)) kept[q.key] = value
      else bad()
    } else if (typeof value === 'string' && (q.kind !== 'title' || value.length <= 300)) kept[q.key] = value
    else bad()
  }
  return { answers: kept, faults }
}

/** An answer as text, for the task and for the eye. */
export function answerText(
  q: Question,
  value: Answers[string] | undefined,
  fields: readonly Field[],
): string {
  if (value === null || value === undefined) return ''
  const options = fields.find((f) => f.id === q.fieldId)?.options ?? []
  const name = (id: string) => options.find((o) => o.id === id)?.name ?? id
  const field = fields.find((f) => f.id === q.fieldId)
  if (field?.kind === 'money' && typeof value === 'number') return (value / 100).toFixed(2)
  return Array.isArray(value) ? value.map(name).join(', ') : String(value)
}

/** The files of a request, by their ids, in the order they were given. */
export const filesIn = (questions: readonly Pick<Question, 'key' | 'kind'>[], answers: Answers): string[] =>
  questions.flatMap((q) => {
    const given = q.kind === 'files' ? answers[q.key] : undefined
    return Array.isArray(given) ? given : []
  })

/** The task a request becomes. What has no place of its own on a task is told in its description. */
export function taskOf(
  questions: readonly Question[],
  answers: Answers,
  fields: readonly Field[],
  into: IntoTask,
  who: string,
): TaskDraft {
  const of = (kind: QuestionKind) => questions.find((q) => q.kind === kind)
  const given = (kind: QuestionKind) => answers[of(kind)?.key ?? '']
  const values: FieldValues = {}
  for (const q of questions)
    if (q.kind === 'field' && q.fieldId && answers[q.key] !== undefined)
      values[q.fieldId] = answers[q.key] ?? null
  const told = questions
    .filter((q) => ['text', 'long', 'choice', 'number'].includes(q.kind) && answers[q.key] !== undefined)
    .map((q) => `**${q.label}**\n\n${answerText(q, answers[q.key], fields)}`)
  const description = [String(given('description') ?? ''), ...told, `— ${who}`].filter(Boolean).join('\n\n')
  const importance = given('importance')
  return {
    title: String(given('title') ?? ''),
    description,
    dueOn: (given('due') as string | undefined) ?? null,
    ...(typeof importance === 'number' && { importance }),
    ...(Object.keys(values).length && { fields: values }),
    ...(into.statusId && { statusId: into.statusId }),
    ...(into.assigneeIds && { assigneeIds: into.assigneeIds }),
    ...(into.labelIds && { labelIds: into.labelIds }),
    ...(into.actionId && { actionId: into.actionId }),
  }
}
