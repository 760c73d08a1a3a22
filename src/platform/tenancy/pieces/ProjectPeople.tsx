import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { UserMinus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { ProjectRole } from '#platform/rights.ts'
import { api, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { CopyLine } from '#web/pages/settings/CopyLine.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { ErrorNote, useTold } from '#web/pieces/ErrorNote.tsx'
import { PersonInput, SelectField } from '#web/pieces/Field.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { Person } from '#web/pieces/Person.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { useProject } from '#web/project.tsx'
import { offer, tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import { projectRoles } from '../model.ts'

/** Who has a role of their own in the project: given, changed, taken, or sent to somebody from outside. */
export function ProjectPeople() {
  const t = useT(messages)
  const told = useTold()
  const project = useProject()
  const queries = useQueryClient()
  const [inviting, setInviting] = useState(false)
  const query = useQuery(
    rpc.projects.members.queryOptions({ input: { id: project.id }, meta: { topics: ['member', 'project'] } }),
  )
  const everybody = useQuery(rpc.members.list.queryOptions()).data ?? []
  const mayEdit = project.can('conduct')
  const give = async (memberId: string, role: ProjectRole | null) => {
    try {
      await api.projects.setMember({ id: project.id, memberId, role })
      await queries.invalidateQueries({ queryKey: rpc.projects.members.key() })
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  const remove = async (member: { memberId: string; name: string; role: ProjectRole }) => {
    await give(member.memberId, null)
    offer(t('settings.removed', { name: member.name }), () => give(member.memberId, member.role))
  }
  const choices = projectRoles.map((value) => ({ value, label: t(`role.${value}`) }))
  return (
    <Section
      title={t('settings.people')}
      line={t('settings.peopleLine')}
      action={
        mayEdit && (
          <Button variant="default" onClick={() => setInviting(true)}>
            {t('settings.invite')}
          </Button>
        )
      }
    >
      <Loaded query={query} rows={3}>
        {(members) => (
          <>
            <DataTable
              label={t('settings.people')}
              rows={members}
              rowKey={({ memberId }) => memberId}
              empty={<p className="muted">{t('settings.noMember')}</p>}
              columns={[
                {
                  key: 'name',
                  header: t('settings.member'),
                  cell: ({ name }) => <Person name={name} size={24} />,
                },
                {
                  key: 'role',
                  header: t('settings.role'),
                  cell: ({ memberId, name, role }) =>
                    mayEdit ? (
                      <SelectField
                        label={`${t('settings.role')}, ${name}`}
                        hideLabel
                        variant="plain"
                        value={role}
                        choices={choices}
                        onSave={(next) => give(memberId, next as ProjectRole)}
                      />
                    ) : (
                      t(`role.${role}`)
                    ),
                },
                {
                  key: 'line',
                  header: '',
                  cell: ({ role }) => <span className="muted caption">{t(`role.${role}.line`)}</span>,
                  wideOnly: true,
                },
              ]}
              {...(mayEdit && {
                actions: (member: (typeof members)[number]) => (
                  <ActionIcon
                    aria-label={t('settings.remove', { name: member.name })}
                    onClick={() => void remove(member)}
                  >
                    <UserMinus size={16} />
                  </ActionIcon>
                ),
              })}
            />
            {mayEdit && (
              <PersonInput
                aria-label={t('settings.addMember')}
                placeholder={t('settings.addMember')}
                people={everybody
                  .filter(({ id, active }) => active && !members.some(({ memberId }) => memberId === id))
                  .map(({ id, name, title }) => ({ id, name, line: title }))}
                value={null}
                onChange={(id) => id && void give(id, 'contributor')}
                style={{ maxWidth: 360 }}
              />
            )}
          </>
        )}
      </Loaded>
      <Sheet opened={inviting} onClose={() => setInviting(false)} title={t('settings.invite')}>
        <InviteGuest projectId={project.id} />
      </Sheet>
    </Section>
  )
}

function InviteGuest({ projectId }: { projectId: string }) {
  const t = useT(messages)
  const queries = useQueryClient()
  const [email, setEmail] = useState('')
  const [projectRole, setRole] = useState<ProjectRole>('reader')
  const invite = useMutation({
    mutationFn: () => api.invitations.create({ email, role: 'guest', projectId, projectRole }),
    onSuccess: () => queries.invalidateQueries({ queryKey: rpc.invitations.list.key() }),
  })
  if (invite.data)
    return (
      <div className="stack">
        <p>{t(invite.data.mailed ? 'settings.inviteSent' : 'settings.inviteKept', { email })}</p>
        <CopyLine text={invite.data.url} label={t('settings.invite')} />
      </div>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    invite.mutate()
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p className="muted">{t('settings.inviteLine')}</p>
      <TextInput
        type="email"
        required
        data-autofocus
        label={t('settings.inviteEmail')}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Select
        label={t('settings.inviteRole')}
        allowDeselect={false}
        value={projectRole}
        data={(['reader', 'contributor'] as const).map((value) => ({
          value,
          label: `${t(`role.${value}`)}, ${t(`role.${value}.line`)}`,
        }))}
        onChange={(value) => setRole(value as ProjectRole)}
      />
      <ErrorNote error={invite.error} />
      <Button type="submit" loading={invite.isPending}>
        {t('settings.inviteSend')}
      </Button>
    </form>
  )
}
