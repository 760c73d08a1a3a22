import { ActionIcon, Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { api, rpc } from '#web/api.ts'
import { useLocale, useT } from '#web/i18n.tsx'
import { DateInput } from '#web/pieces/DateInput.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { useProject } from '#web/project.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Approval } from '../model.ts'
import styles from './RequestForm.module.css'

type Person = { id: number; name: string; email: string; locale: 'fr' | 'en' }
let count = 0

/** Starts from those who answered last time, or from the client's contact. */
export function RequestForm({ last, onDone }: { last: Approval | undefined; onDone: () => void }) {
  const project = useProject()
  const client = useQuery({
    ...rpc.organisations.get.queryOptions({ input: { id: project.clientId ?? '' } }),
    enabled: project.clientId !== null,
  })
  if (project.clientId && client.isPending) return null
  const first = last?.approvers.length
    ? last.approvers
    : client.data?.contactEmail
      ? [{ name: client.data.contactName, email: client.data.contactEmail }]
      : [{ name: '', email: '' }]
  return <Form last={last} first={first} onDone={onDone} />
}

function Form({
  last,
  first,
  onDone,
}: {
  last: Approval | undefined
  first: readonly { name: string; email: string }[]
  onDone: () => void
}) {
  const t = useT(messages)
  const locale = useLocale()
  const project = useProject()
  const queries = useQueryClient()
  const [people, setPeople] = useState<Person[]>(() =>
    first.map(({ name, email }) => ({ id: ++count, name, email, locale })),
  )
  const [draft, setDraft] = useState({
    title: last?.title ?? t('request.subjectDefault', { name: project.name }),
    message: '',
    dueOn: '',
    reminds: true,
  })
  const send = useMutation({
    mutationFn: () =>
      api.approvals.request({
        projectId: project.id,
        subject: { noun: 'plan', id: project.id },
        title: draft.title,
        message: draft.message,
        dueOn: draft.dueOn || null,
        reminds: draft.reminds,
        approvers: people.map(({ id: _, ...person }) => person),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: rpc.approvals.key() })
      tell(t('request.sent'))
      onDone()
    },
  })
  const change = (id: number, patch: Partial<Person>) =>
    setPeople((now) => now.map((p) => (p.id === id ? { ...p, ...patch } : p)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate()
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p className="muted">{t('request.line')}</p>
      {last?.state === 'pending' && <p>{t('request.open')}</p>}
      {people.map((person, index) => (
        <fieldset key={person.id} className={styles.person}>
          <legend className="unseen">{`${t('approver')} ${index + 1}`}</legend>
          <TextInput
            label={t('request.name')}
            required
            {...(index === 0 ? { 'data-autofocus': true } : {})}
            maxLength={200}
            value={person.name}
            onChange={(e) => change(person.id, { name: e.currentTarget.value })}
          />
          <TextInput
            label={t('request.email')}
            type="email"
            required
            maxLength={200}
            value={person.email}
            onChange={(e) => change(person.id, { email: e.currentTarget.value })}
          />
          <Select
            label={t('request.locale')}
            allowDeselect={false}
            value={person.locale}
            data={[
              { value: 'fr', label: 'Français' },
              { value: 'en', label: 'English' },
            ]}
            onChange={(value) => change(person.id, { locale: value as 'fr' | 'en' })}
          />
          {people.length > 1 && (
            <ActionIcon
              className={styles.remove!}
              aria-label={`${t('request.remove')} ${person.name}`}
              onClick={() => setPeople((now) => now.filter(({ id }) => id !== person.id))}
            >
              <X size={16} />
            </ActionIcon>
          )}
        </fieldset>
      ))}
      <div>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<Plus size={14} />}
          onClick={() => setPeople((now) => [...now, { id: ++count, name: '', email: '', locale }])}
        >
          {t('request.more')}
        </Button>
      </div>
      <TextInput
        label={t('request.subject')}
        required
        maxLength={200}
        value={draft.title}
        onChange={(e) => setDraft({ ...draft, title: e.currentTarget.value })}
      />
      <Textarea
        label={t('request.message')}
        rows={4}
        maxLength={5000}
        value={draft.message}
        onChange={(e) => setDraft({ ...draft, message: e.currentTarget.value })}
      />
      <DateInput
        label={t('request.due')}
        value={draft.dueOn}
        onChange={(day) => setDraft({ ...draft, dueOn: day })}
      />
      {draft.dueOn && (
        <Checkbox
          label={t('request.reminds')}
          checked={draft.reminds}
          onChange={(e) => setDraft({ ...draft, reminds: e.currentTarget.checked })}
        />
      )}
      <ErrorNote error={send.error} />
      <Button type="submit" loading={send.isPending}>
        {t('request.send')}
      </Button>
    </form>
  )
}
