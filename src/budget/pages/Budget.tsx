import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Download, Plus } from 'lucide-react'
import { api, rpc } from '#web/api.ts'
import { useCommands } from '#web/commands.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { Figure, Figures } from '#web/pieces/Figure.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { useWorkspace } from '#web/session.tsx'
import { messages } from '../messages.ts'
import { type LineTotals, sumOf, type Totals } from '../model.ts'
import { ActionEntries, KindEntries } from '../pieces/ActionEntries.tsx'
import { AddLine } from '../pieces/AddLine.tsx'
import { Alerts } from '../pieces/Alerts.tsx'
import { LineSheet } from '../pieces/LineSheet.tsx'
import { LineTable } from '../pieces/LineTable.tsx'
import { type Returns, ReturnTable } from '../pieces/ReturnTable.tsx'

const moved = { topics: ['budgetEntry', 'budgetLine', 'action', 'goal', 'link'] }
const none: Totals = sumOf([])

export default function Budget() {
  const project = useProject()
  const input = { projectId: project.id }
  const totals = useQuery(rpc.budget.lines.totals.queryOptions({ input, meta: moved }))
  return <Loaded query={totals}>{(data) => <Kept totals={data} />}</Loaded>
}

function Kept({ totals }: { totals: { lines: LineTotals[]; total: Totals } }) {
  const t = useT(messages)
  const { money } = useFormats()
  const { currency } = useWorkspace()
  const project = useProject()
  const navigate = useNavigate()
  const { ligne, action, ecritures } = useSearch({ strict: false }) as {
    ligne?: string
    action?: string
    ecritures?: string
  }
  const input = { projectId: project.id }
  const lines = useQuery(rpc.budget.lines.list.queryOptions({ input })).data ?? []
  const returns = useQuery(rpc.strategy.returns.read.queryOptions({ input, meta: moved })).data as
    | Returns
    | undefined
  const may = project.can('conduct')
  const open = (search: { ligne?: string; action?: string }) =>
    void navigate({ to: project.at('budget'), search, replace: true, resetScroll: false } as never)
  const of = (id: string) => totals.lines.find((l) => l.lineId === id) ?? none
  const shown = lines.find(({ id }) => id === ligne)
  const goAdd = () => document.getElementById('new-budget-line')?.focus()
  useCommands(
    may
      ? [
          {
            id: 'budget-line.new',
            label: t('lines.add'),
            group: project.name,
            keys: 'n',
            icon: Plus,
            run: goAdd,
          },
        ]
      : [],
  )
  const download = async () => {
    const { csv } = await api.budget.lines.csv(input)
    const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }))
    const link = Object.assign(document.createElement('a'), {
      href: url,
      download: `${project.slug}-budget.csv`,
    })
    link.click()
    URL.revokeObjectURL(url)
  }
  const { total } = totals
  const offLine = returns?.lines.find(({ id }) => id === null)
  const over = lines.flatMap((l) =>
    of(l.id).remainingCents < 0 ? [{ id: l.id, label: l.label, overCents: -of(l.id).remainingCents }] : [],
  )
  const figure = (name: 'planned' | 'committed' | 'spent' | 'remaining') => (
    <Figure
      label={t(name)}
      kind="money"
      currency={currency}
      value={total[`${name}Cents`]}
      definition={t(`${name}.is`)}
      to={
        name === 'committed' || name === 'spent'
          ? `${project.at('budget')}?ecritures=${name}`
          : `${project.at('budget')}#lignes`
      }
    />
  )
  return (
    <TabPage
      line={
        lines.length > 0 &&
        t('budget.line', {
          planned: money(total.plannedCents, currency, { round: true }),
          spent: money(total.spentCents, currency, { round: true }),
          open: money(total.openCents, currency, { round: true }),
        })
      }
      action={
        lines.length > 0 && (
          <>
            <Button variant="default" leftSection={<Download size={15} />} onClick={() => void download()}>
              {t('budget.csv')}
            </Button>
            {may && (
              <Button leftSection={<Plus size={15} />} onClick={goAdd}>
                {t('lines.add')}
              </Button>
            )}
          </>
        )
      }
    >
      {totals.lines.length === 0 ? (
        <Empty
          drawing="list"
          sentence={t('budget.none')}
          example={t('budget.example')}
          action={may && <AddLine />}
        />
      ) : (
        <>
          <Alerts
            over={over}
            plannedCents={total.plannedCents}
            envelopeCents={project.budgetCents}
            currency={currency}
            onOpen={(id) => open({ ligne: id })}
          />
          <Figures>
            {figure('planned')}
            {figure('committed')}
            {figure('spent')}
            {figure('remaining')}
            <Figure label={t('roi')} kind="percent" value={returns?.total.roi} definition={t('roi.is')} />
            <Figure
              label={t('cpa')}
              kind="money"
              currency={currency}
              value={returns?.total.cpaCents}
              goodWhen="down"
              definition={t('cpa.is')}
            />
          </Figures>
          <div id="lignes" />
          <Section title={t('lines.title')}>
            <LineTable
              lines={lines}
              totalsOf={of}
              total={total}
              returns={returns}
              selected={ligne}
              onOpen={(id) => open({ ligne: id })}
            />
            {offLine?.revenueCents ? (
              <p className="caption">
                {t('returns.offLine', { revenue: money(offLine.revenueCents, currency) })}
              </p>
            ) : null}
            {may && <AddLine />}
          </Section>
          {returns && (
            <Section title={t('returns.title')} line={t('returns.line')}>
              <ReturnTable returns={returns} currency={currency} onCost={(id) => open({ action: id })} />
            </Section>
          )}
        </>
      )}
      {shown && <LineSheet line={shown} totals={of(shown.id)} onClose={() => open({})} />}
      {(ecritures === 'committed' || ecritures === 'spent') && !shown && !action && (
        <KindEntries kind={ecritures} onClose={() => open({})} />
      )}
      {action && !shown && <ActionEntries actionId={action} onClose={() => open({})} />}
    </TabPage>
  )
}
