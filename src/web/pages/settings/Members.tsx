import { ActionIcon, Button, Menu } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Ellipsis, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { api, rpc } from '../../api.ts'
import { useCommands } from '../../commands.ts'
import { useT } from '../../i18n.tsx'
import { messages as words } from '../../messages.ts'
import { DataTable } from '../../pieces/DataTable.tsx'
import { useTold } from '../../pieces/ErrorNote.tsx'
import { Section } from '../../pieces/Page.tsx'
import { Person } from '../../pieces/Person.tsx'
import { State } from '../../pieces/State.tsx'
import { Loaded } from '../../pieces/Waiting.tsx'
import { useMember, useWorkspace } from '../../session.tsx'
import { offer, tell } from '../../undo.tsx'
import { Invitations } from './Invitations.tsx'
import { Invite } from './Invite.tsx'
import { messages } from './messages.ts'
import { roleKeys } from './roles.ts'
import { Settings } from './Settings.tsx'

type Member = Awaited<ReturnType<typeof api.members.list>>[number]
const givable = ['admin', 'manager', 'member', 'guest'] as const

export default function Members() {
  const t = useT(messages)
  const workspace = useWorkspace()
  const me = useMember()
  const [inviting, setInviting] = useState(false)
  const query = useQuery(rpc.members.list.queryOptions())
  const mayInvite = workspace.can('conduct')
  useCommands(
    mayInvite
      ? [{ id: 'invite', label: t('invite.title'), keys: 'i', icon: UserPlus, run: () => setInviting(true) }]
      : [],
  )
  return (
    <Settings
      page="membres"
      action={
        mayInvite && (
          <Button leftSection={<UserPlus size={16} />} onClick={() => setInviting(true)}>
            {t('members.invite')}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(members) => (
          <DataTable<Member>
            label={t('members.name')}
            rows={members}
            rowKey={({ id }) => id}
            firstSort={{ key: 'name', down: false }}
            columns={[
              {
                key: 'name',
                header: t('members.name'),
                sort: ({ name }) => name,
                cell: ({ id, name, title }) => (
                  <Person
                    name={name}
                    note={id === me?.memberId ? t('members.you') : undefined}
                    line={title || undefined}
                  />
                ),
              },
              {
                key: 'email',
                header: t('members.email'),
                sort: ({ email }) => email,
                cell: ({ email }) => email,
              },
              {
                key: 'role',
                header: t('members.role'),
                sort: ({ role }) => role,
                cell: ({ role }) => t(roleKeys[role]),
              },
              {
                key: 'state',
                header: t('members.state'),
                cell: ({ active }) => (
                  <State tone={active ? 'good' : 'idle'} quiet>
                    {t(active ? 'members.active' : 'members.closed')}
                  </State>
                ),
              },
            ]}
            {...(workspace.can('administer')
              ? { actions: (member) => member.id !== me?.memberId && <MemberMenu member={member} /> }
              : {})}
          />
        )}
      </Loaded>
      {mayInvite && (
        <Section title={t('members.waiting')}>
          <Invitations />
        </Section>
      )}
      {inviting && <Invite onClose={() => setInviting(false)} />}
    </Settings>
  )
}

function MemberMenu({ member }: { member: Member }) {
  const t = useT(messages)
  const more = useT(words)('more')
  const told = useTold()
  const workspace = useWorkspace()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: rpc.members.list.key() })
  const give = async (role: Member['role']) => {
    try {
      await api.members.setRole({ id: member.id, role })
      offer(t('members.roleDone', { name: member.name, role: t(roleKeys[role]) }), () =>
        api.members.setRole({ id: member.id, role: member.role }).then(refresh),
      )
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
    await refresh()
  }
  const setActive = async (active: boolean) => {
    try {
      await api.members.setActive({ id: member.id, active })
      offer(t(active ? 'members.reopened' : 'members.closedDone', { name: member.name }), () =>
        api.members.setActive({ id: member.id, active: !active }).then(refresh),
      )
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
    await refresh()
  }
  return (
    <Menu width={290}>
      <Menu.Target>
        <ActionIcon aria-label={`${more}, ${member.name}`} size={28}>
          <Ellipsis size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('members.role')}</Menu.Label>
        <Menu.RadioGroup value={member.role} onChange={(role) => void give(role as Member['role'])}>
          {[...(workspace.can('own') ? (['owner'] as const) : []), ...givable].map((role) => (
            <Menu.RadioItem key={role} value={role} closeMenuOnClick>
              {t(roleKeys[role])}
              {role !== 'owner' && <span className="caption muted"> {t(`role.${role}.line`)}</span>}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item onClick={() => void setActive(!member.active)}>
          {t(member.active ? 'members.close' : 'members.reopen')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
