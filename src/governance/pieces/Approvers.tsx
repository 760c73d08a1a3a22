import { ActionIcon, Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Copy, Ellipsis, Link2Off, Mail } from 'lucide-react'
import { api, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Person } from '#web/pieces/Person.tsx'
import { When } from '#web/pieces/When.tsx'
import { useProject } from '#web/project.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Approval, Approver } from '../model.ts'
import { DecisionState } from './ApprovalState.tsx'

/** Who was asked, whether they opened their link, and what they said. */
export function Approvers({ approval }: { approval: Approval }) {
  const t = useT(messages)
  const { exact, date } = useFormats()
  const project = useProject()
  const linkWords = (a: Approver) =>
    a.link !== 'open' ? t(`link.${a.link}`) : a.openedAt ? t('link.opened') : t('link.unopened')
  return (
    <DataTable
      label={t('approver')}
      rows={approval.approvers}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          header: t('approver'),
          cell: (a) => <Person name={a.name} line={a.email} size={32} />,
        },
        { key: 'answer', header: t('answer'), cell: (a) => <DecisionState decision={a.decision} /> },
        {
          key: 'comment',
          header: t('outside.comment'),
          cell: (a) => a.comment || <span className="muted">–</span>,
        },
        { key: 'at', header: t('answeredAt'), cell: (a) => <When at={a.decidedAt} /> },
        {
          key: 'link',
          header: t('link'),
          cell: (a) => (
            <span className="muted" {...(a.openedAt ? { title: exact(a.openedAt) } : {})}>
              {linkWords(a)}
              {a.remindedOn && `, ${t('reminded', { count: a.reminders, date: date(a.remindedOn) })}`}
            </span>
          ),
        },
      ]}
      {...(project.can('conduct') && {
        actions: (a: Approver) => <Actions a={a} isOpen={approval.state === 'pending'} />,
      })}
    />
  )
}

function Actions({ a, isOpen }: { a: Approver; isOpen: boolean }) {
  const t = useT(messages)
  const told = useTold()
  const queries = useQueryClient()
  const run = async (deed: () => Promise<unknown>, said: string) => {
    try {
      await deed()
      tell(said)
      await queries.invalidateQueries({ queryKey: rpc.approvals.key() })
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  const copy = async () => {
    const { url } = await api.approvals.link({ id: a.id })
    await navigator.clipboard.writeText(url)
  }
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={t('link.actions', { name: a.name })}>
          <Ellipsis size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<Copy size={15} />}
          onClick={() => void run(copy, t('link.copied', { name: a.name }))}
        >
          {t('link.copy')}
        </Menu.Item>
        {isOpen && !a.decision && (
          <Menu.Item
            leftSection={<Mail size={15} />}
            onClick={() =>
              void run(() => api.approvals.resend({ id: a.id }), t('link.resent', { name: a.name }))
            }
          >
            {t('link.resend')}
          </Menu.Item>
        )}
        {a.link === 'open' && (
          <Menu.Item
            leftSection={<Link2Off size={15} />}
            onClick={() =>
              void run(() => api.approvals.revoke({ id: a.id }), t('link.closed', { name: a.name }))
            }
          >
            {t('link.revoke')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
