import { Button, Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FileText, Send } from 'lucide-react'
import { useState } from 'react'
import { api, rpc } from '#web/api.ts'
import { useCommands } from '#web/commands.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { When } from '#web/pieces/When.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { useMember } from '#web/session.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Approval, Verdict } from '../model.ts'
import { ApprovalState } from '../pieces/ApprovalState.tsx'
import { Approvers } from '../pieces/Approvers.tsx'
import { Decide } from '../pieces/Decide.tsx'
import { RequestForm } from '../pieces/RequestForm.tsx'
import { SinceApproval } from '../pieces/SinceApproval.tsx'

export default function Approvals() {
  const t = useT(messages)
  const { date } = useFormats()
  const project = useProject()
  const query = useQuery(
    rpc.approvals.list.queryOptions({ input: { projectId: project.id }, meta: { topics: ['approver'] } }),
  )
  const [asking, setAsking] = useState(false)
  const mayAsk = project.can('conduct')
  const [last, ...earlier] = query.data ?? []
  const label = t(last ? 'resubmit' : 'submit')
  useCommands(
    mayAsk
      ? [{ id: 'plan.submit', label, group: project.name, keys: 'n', icon: Send, run: () => setAsking(true) }]
      : [],
  )
  const ask = mayAsk && (
    <Button leftSection={<Send size={16} />} onClick={() => setAsking(true)}>
      {label}
    </Button>
  )
  const line = !query.data
    ? ''
    : last
      ? t(`line.${last.state}`, {
          answered: last.approvers.filter(({ decision }) => decision).length,
          total: last.approvers.length,
          due: last.dueOn ? date(last.dueOn) : 'none',
        })
      : t('line.none')
  return (
    <TabPage line={line} action={last && ask} width="normal">
      <Loaded query={query}>
        {() =>
          last ? (
            <>
              <Mine approval={last} />
              <Current approval={last} />
              <SinceApproval />
              {earlier.length > 0 && <Earlier approvals={earlier} />}
            </>
          ) : (
            <Empty drawing="letter" sentence={t('empty')} action={ask} example={t('example')} />
          )
        }
      </Loaded>
      <Sheet opened={asking} onClose={() => setAsking(false)} title={t('request.title')} size={560}>
        <RequestForm last={last} onDone={() => setAsking(false)} />
      </Sheet>
    </TabPage>
  )
}

/** For a member who was asked: the answer is given here, under their account. */
function Mine({ approval }: { approval: Approval }) {
  const t = useT(messages)
  const member = useMember()
  const queries = useQueryClient()
  const mine = approval.approvers.find(({ memberId }) => memberId !== null && memberId === member?.memberId)
  if (!mine || mine.decision || approval.state !== 'pending') return null
  const submit = async (verdict: Verdict) => {
    await api.approvals.decide({ id: approval.id, ...verdict })
    await queries.invalidateQueries({ queryKey: rpc.approvals.key() })
  }
  return (
    <section className="card stack" aria-label={t('mine.title')}>
      <h2>{t('mine.title')}</h2>
      <Decide submit={submit} />
    </section>
  )
}

function Current({ approval }: { approval: Approval }) {
  const t = useT(messages)
  const told = useTold()
  const project = useProject()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const remind = async (reminds: boolean) => {
    try {
      await api.approvals.remind({ id: approval.id, reminds })
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
    await queries.invalidateQueries({ queryKey: rpc.approvals.key() })
  }
  const withdraw = async () => {
    try {
      await api.approvals.withdraw({ id: approval.id })
      tell(t('withdrawn'))
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
    await queries.invalidateQueries({ queryKey: rpc.approvals.key() })
  }
  return (
    <Section
      title={`${approval.title}, ${t('round', { round: approval.round }).toLocaleLowerCase()}`}
      line={
        <>
          <ApprovalState state={approval.state} quiet /> · {t('asked').toLocaleLowerCase()}{' '}
          <When at={approval.requestedAt} /> {t('by').toLocaleLowerCase()} {approval.requestedBy}
        </>
      }
      action={
        <div className="row">
          {approval.state === 'pending' && project.can('conduct') && (
            <Button variant="subtle" onClick={() => void withdraw()}>
              {t('withdraw')}
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<FileText size={15} />}
            onClick={() => void navigate({ to: project.at(`validation/${approval.id}`) })}
          >
            {t('record')}
          </Button>
        </div>
      }
    >
      <Approvers approval={approval} />
      {approval.state === 'pending' && approval.dueOn && project.can('conduct') && (
        <Switch
          label={t('reminders')}
          checked={approval.reminds}
          onChange={(event) => void remind(event.currentTarget.checked)}
        />
      )}
    </Section>
  )
}

function Earlier({ approvals }: { approvals: readonly Approval[] }) {
  const t = useT(messages)
  const project = useProject()
  const navigate = useNavigate()
  return (
    <Section title={t('rounds')}>
      <DataTable
        label={t('rounds')}
        rows={approvals}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: project.at(`validation/${id}`) })}
        columns={[
          { key: 'round', header: t('title'), cell: (a) => `${t('round', { round: a.round })} · ${a.title}` },
          { key: 'state', header: t('state'), cell: (a) => <ApprovalState state={a.state} quiet /> },
          { key: 'who', header: t('approver'), cell: (a) => a.approvers.map(({ name }) => name).join(', ') },
          { key: 'asked', header: t('asked'), cell: (a) => <When at={a.requestedAt} /> },
        ]}
      />
    </Section>
  )
}
