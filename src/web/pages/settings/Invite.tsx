import { Button, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, rpc } from '../../api.ts'
import { useT } from '../../i18n.tsx'
import { messages as words } from '../../messages.ts'
import { ErrorNote } from '../../pieces/ErrorNote.tsx'
import { Sheet } from '../../pieces/Sheet.tsx'
import { useWorkspace } from '../../session.tsx'
import { useProjects } from '../../shell/projects.ts'
import { CopyLine } from './CopyLine.tsx'
import { messages } from './messages.ts'

type Role = 'admin' | 'manager' | 'member' | 'guest'

export function Invite({ onClose }: { onClose: () => void }) {
  const t = useT(messages)
  const cancel = useT(words)('cancel')
  const workspace = useWorkspace()
  const projects = useProjects().data ?? []
  const client = useQueryClient()
  // A manager invites into a project; only an administrator opens the whole workspace.
  const roles: Role[] = workspace.can('administer')
    ? ['member', 'manager', 'guest', 'admin']
    : ['guest', 'member']
  const [draft, setDraft] = useState<{ email: string; role: Role; projectId: string | null }>({
    email: '',
    role: roles[0] ?? 'guest',
    projectId: null,
  })
  const invite = useMutation({
    mutationFn: () => api.invitations.create(draft),
    onSuccess: () => client.invalidateQueries({ queryKey: rpc.invitations.list.key() }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    invite.mutate()
  }
  const needsProject = draft.role === 'guest' || !workspace.can('administer')
  return (
    <Sheet opened onClose={onClose} title={t('invite.title')}>
      {invite.data ? (
        <div className="stack">
          <p>{t(invite.data.mailed ? 'invite.sent' : 'invite.kept', { email: draft.email })}</p>
          <CopyLine text={invite.data.url} label={t('invite.title')} />
          <div className="row">
            <Button
              variant="default"
              onClick={() => {
                setDraft((now) => ({ ...now, email: '' }))
                invite.reset()
              }}
            >
              {t('invite.another')}
            </Button>
            <Button onClick={onClose}>{t('done')}</Button>
          </div>
        </div>
      ) : (
        <form className="stack" onSubmit={submit}>
          <TextInput
            label={t('invite.email')}
            type="email"
            required
            data-autofocus
            value={draft.email}
            onChange={(event) => setDraft({ ...draft, email: event.currentTarget.value })}
          />
          <Select
            label={t('invite.role')}
            allowDeselect={false}
            value={draft.role}
            data={roles.map((role) => ({
              value: role,
              label: `${t(`role.${role}`)}, ${t(`role.${role}.line`)}`,
            }))}
            onChange={(role) => setDraft({ ...draft, role: role as Role })}
          />
          <Select
            label={t('invite.project')}
            description={t('invite.projectHint')}
            clearable
            searchable
            required={needsProject}
            value={draft.projectId}
            data={projects.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(projectId) => setDraft({ ...draft, projectId })}
          />
          <ErrorNote error={invite.error} />
          <div className="row" style={{ justifyContent: 'flex-end' }}>
            <Button variant="default" onClick={onClose}>
              {cancel}
            </Button>
            <Button type="submit" loading={invite.isPending} disabled={needsProject && !draft.projectId}>
              {t('invite.send')}
            </Button>
          </div>
        </form>
      )}
    </Sheet>
  )
}
