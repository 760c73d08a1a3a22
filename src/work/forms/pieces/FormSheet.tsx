import {
  ActionIcon,
  Button,
  Checkbox,
  MultiSelect,
  NumberInput,
  Select,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { useFields } from '../../fields/pieces/fields.ts'
import { messages } from '../messages.ts'
import {
  type FileKind,
  type Form,
  type FormDraft,
  fileKinds,
  limitsOf,
  type Question,
  type QuestionKind,
  questionKinds,
} from '../model.ts'
import styles from './FormSheet.module.css'

const fresh = (kind: QuestionKind, label = ''): Question => ({
  key: crypto.randomUUID().slice(0, 8),
  kind,
  label,
  help: '',
  required: kind === 'title',
  options: [],
  fieldId: null,
  files: null,
  when: null,
})

/** Makes or changes a form: its questions, their order and conditions, and the task a request becomes. */
export function FormSheet({
  form,
  projectId,
  onClose,
}: {
  form: Form | null
  projectId: string
  onClose: () => void
}) {
  const t = useT(messages)
  const fields = useFields(projectId).filter((f) => f.kind !== 'formula' && !f.archived)
  const statuses = useQuery(rpc.work.statuses.list.queryOptions({ input: { projectId } })).data ?? []
  const labels = useQuery(rpc.work.labels.list.queryOptions({ input: { projectId } })).data ?? []
  const members = (useQuery(rpc.members.list.queryOptions()).data ?? []).filter((m) => m.active)
  const [draft, setDraft] = useState<FormDraft>(() => ({
    name: form?.name ?? '',
    intro: form?.intro ?? '',
    thanks: form?.thanks ?? '',
    public: form?.public ?? false,
    questions: form?.questions ?? [
      fresh('title', t('kind.title').replace(/ \(.*/, '')),
      fresh('description', t('kind.description')),
      fresh('due', t('kind.due')),
    ],
    intoTask: form?.intoTask ?? {},
  }))
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const set = (change: Partial<FormDraft>) => setDraft({ ...draft, ...change })
  const setQuestion = (at: number, change: Partial<Question>) =>
    set({ questions: draft.questions.map((q, i) => (i === at ? { ...q, ...change } : q)) })
  const swap = (at: number, by: -1 | 1) => {
    const questions = [...draft.questions]
    const [a, b] = [questions[at], questions[at + by]]
    if (!a || !b) return
    questions[at] = b
    questions[at + by] = a
    set({ questions })
  }
  const into = draft.intoTask ?? {}
  const save = async () => {
    setBusy(true)
    setError(null)
    try {
      if (form) await api.work.forms.amend({ id: form.id, version: form.version, ...draft })
      else await api.work.forms.create({ projectId, ...draft })
      await queries.invalidateQueries({ queryKey: rpc.work.forms.key() })
      onClose()
    } catch (reason) {
      setError(reason)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet
      opened
      onClose={onClose}
      title={form?.name ?? t('add')}
      size={620}
      footer={
        <Button type="submit" form="intake-form" loading={busy} disabled={!draft.name.trim()}>
          {t(form ? 'save' : 'create')}
        </Button>
      }
    >
      <form
        id="intake-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextInput
          label={t('name')}
          required
          maxLength={120}
          data-autofocus
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Textarea
          label={t('intro')}
          rows={2}
          maxLength={4000}
          value={draft.intro ?? ''}
          onChange={(event) => set({ intro: event.currentTarget.value })}
        />
        <Switch
          label={t('public')}
          description={t('publicHelp')}
          checked={draft.public ?? false}
          onChange={(event) => set({ public: event.currentTarget.checked })}
        />
        <h3>{t('questions')}</h3>
        {draft.questions.map((q, at) => {
          const earlier = draft.questions.slice(0, at).filter((o) => o.kind === 'choice')
          const cause = earlier.find((o) => o.key === q.when?.key)
          return (
            <fieldset key={q.key} className={styles.question}>
              <legend className="unseen">{t('question', { n: at + 1 })}</legend>
              <div className={styles.first}>
                <TextInput
                  label={t('label')}
                  required
                  maxLength={200}
                  value={q.label}
                  onChange={(event) => setQuestion(at, { label: event.currentTarget.value })}
                />
                <Select
                  label={t('kind')}
                  allowDeselect={false}
                  data={questionKinds
                    .filter(
                      (k) =>
                        k === q.kind ||
                        (k === 'field'
                          ? fields.length > 0
                          : !['title', 'description', 'due', 'importance'].includes(k) ||
                            !draft.questions.some((o) => o.kind === k)),
                    )
                    .map((k) => ({ value: k, label: t(`kind.${k}`) }))}
                  value={q.kind}
                  onChange={(kind) =>
                    setQuestion(at, {
                      kind: kind as QuestionKind,
                      fieldId: kind === 'field' ? (fields[0]?.id ?? null) : null,
                    })
                  }
                />
              </div>
              {q.kind === 'field' && (
                <Select
                  label={t('field')}
                  allowDeselect={false}
                  data={fields.map((f) => ({ value: f.id, label: f.name }))}
                  value={q.fieldId}
                  onChange={(fieldId) => setQuestion(at, { fieldId })}
                />
              )}
              {q.kind === 'files' && (
                <div className={styles.first}>
                  <NumberInput
                    label={t('files.most')}
                    min={1}
                    max={20}
                    clampBehavior="strict"
                    value={limitsOf(q).most}
                    onChange={(n) => setQuestion(at, { files: { ...limitsOf(q), most: Number(n) || 1 } })}
                  />
                  <NumberInput
                    label={t('files.size')}
                    min={1}
                    max={100}
                    clampBehavior="strict"
                    value={limitsOf(q).megabytes}
                    onChange={(n) =>
                      setQuestion(at, { files: { ...limitsOf(q), megabytes: Number(n) || 1 } })
                    }
                  />
                  <Select
                    label={t('files.accept')}
                    allowDeselect={false}
                    data={fileKinds.map((k) => ({ value: k, label: t(`accept.${k}`) }))}
                    value={limitsOf(q).accept}
                    onChange={(accept) =>
                      setQuestion(at, { files: { ...limitsOf(q), accept: accept as FileKind } })
                    }
                  />
                </div>
              )}
              {q.kind === 'choice' && (
                <Textarea
                  label={t('options')}
                  required
                  rows={3}
                  value={q.options.join('\n')}
                  onChange={(event) =>
                    setQuestion(at, {
                      options: event.currentTarget.value.split('\n').map((o) => o.slice(0, 120)),
                    })
                  }
                  onBlur={() => setQuestion(at, { options: q.options.map((o) => o.trim()).filter(Boolean) })}
                />
              )}
              <TextInput
                label={t('help')}
                maxLength={500}
                value={q.help}
                onChange={(event) => setQuestion(at, { help: event.currentTarget.value })}
              />
              {earlier.length > 0 && (
                <div className={styles.first}>
                  <Select
                    label={t('when')}
                    data={[
                      { value: '', label: t('when.always') },
                      ...earlier.map((o) => ({ value: o.key, label: o.label })),
                    ]}
                    value={q.when?.key ?? ''}
                    allowDeselect={false}
                    onChange={(key) =>
                      setQuestion(at, {
                        when: key ? { key, is: earlier.find((o) => o.key === key)?.options[0] ?? '' } : null,
                      })
                    }
                  />
                  {cause && (
                    <Select
                      label={t('whenIs')}
                      allowDeselect={false}
                      data={cause.options}
                      value={q.when?.is ?? null}
                      onChange={(is) => setQuestion(at, { when: { key: cause.key, is: is ?? '' } })}
                    />
                  )}
                </div>
              )}
              <div className={styles.deeds}>
                <Checkbox
                  label={t('required')}
                  checked={q.required || q.kind === 'title'}
                  disabled={q.kind === 'title'}
                  onChange={(event) => setQuestion(at, { required: event.currentTarget.checked })}
                />
                <span>
                  <ActionIcon
                    variant="subtle"
                    disabled={at === 0}
                    aria-label={t('up', { n: at + 1 })}
                    onClick={() => swap(at, -1)}
                  >
                    <ArrowUp size={15} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    disabled={at === draft.questions.length - 1}
                    aria-label={t('down', { n: at + 1 })}
                    onClick={() => swap(at, 1)}
                  >
                    <ArrowDown size={15} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    disabled={q.kind === 'title'}
                    aria-label={t('questionRemove', { n: at + 1 })}
                    onClick={() => set({ questions: draft.questions.filter((_, i) => i !== at) })}
                  >
                    <X size={15} aria-hidden />
                  </ActionIcon>
                </span>
              </div>
            </fieldset>
          )
        })}
        <div>
          <Button
            size="xs"
            variant="default"
            leftSection={<Plus size={14} aria-hidden />}
            onClick={() => set({ questions: [...draft.questions, fresh('text')] })}
          >
            {t('questionAdd')}
          </Button>
        </div>
        <h3>{t('into')}</h3>
        <Select
          label={t('intoStatus')}
          clearable
          data={statuses.filter((s) => !s.archived).map((s) => ({ value: s.id, label: s.name }))}
          value={into.statusId ?? null}
          onChange={(statusId) =>
            set({ intoTask: { ...into, statusId: statusId ?? undefined } as FormDraft['intoTask'] })
          }
        />
        <MultiSelect
          label={t('intoWho')}
          searchable
          data={members.map((m) => ({ value: m.id, label: m.name }))}
          value={into.assigneeIds ?? []}
          onChange={(assigneeIds) => set({ intoTask: { ...into, assigneeIds } })}
        />
        {labels.length > 0 && (
          <MultiSelect
            label={t('intoLabels')}
            data={labels.map((l) => ({ value: l.id, label: l.name }))}
            value={into.labelIds ?? []}
            onChange={(labelIds) => set({ intoTask: { ...into, labelIds } })}
          />
        )}
        <Textarea
          label={t('thanks')}
          rows={2}
          maxLength={2000}
          value={draft.thanks ?? ''}
          onChange={(event) => set({ thanks: event.currentTarget.value })}
        />
        <ErrorNote error={error} />
      </form>
    </Sheet>
  )
}
