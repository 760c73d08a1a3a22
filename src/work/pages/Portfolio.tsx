import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { Meter } from '#web/pieces/Progress.tsx'
import { State } from '#web/pieces/State.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { When } from '#web/pieces/When.tsx'
import { useAt } from '#web/session.tsx'
import { messages } from '../views/messages.ts'
import { type Health, type ProjectOverview, timeUsed } from '../views/model.ts'
import { useToday } from '../views/pieces/useCards.tsx'
import { PortfolioPage } from '../views/pieces/ViewPage.tsx'
import styles from './Portfolio.module.css'

const tones = { good: 'good', risk: 'risk', late: 'bad', quiet: 'idle' } as const satisfies Record<
  Health,
  string
>

/** How many tasks are done, as everywhere else; the mark on the gauge says how much of the time is gone. */
function Work({ of: p, today }: { of: ProjectOverview; today: string }) {
  const t = useT(messages)
  const { percent } = useFormats()
  const used = timeUsed(p, today)
  const said = t('portfolio.tasks', {
    done: p.done,
    total: p.total,
    ratio: percent((p.progress ?? 0) / 100),
    time: used === null ? 'none' : percent(used),
  })
  return (
    <span className={styles.gauge} title={said}>
      <span className="figures">
        {p.done}/{p.total}
      </span>
      <Meter
        ratio={(p.progress ?? 0) / 100}
        tone={p.health === 'good' ? 'good' : p.health === 'late' ? 'bad' : 'risk'}
        label={said}
        {...(used !== null && { mark: used })}
      />
    </span>
  )
}

/** All projects at once: where each stands, what presses, what it has used. */
export default function Portfolio() {
  const query = useQuery(
    rpc.work.cards.overview.queryOptions({
      meta: { topics: ['task', 'project', 'budgetLine', 'budgetEntry', 'status'] },
    }),
  )
  if (query.data) return <Standing projects={query.data} />
  return (
    <PortfolioPage>
      <Loaded query={query}>{() => null}</Loaded>
    </PortfolioPage>
  )
}

function Standing({ projects }: { projects: readonly ProjectOverview[] }) {
  const t = useT(messages)
  const at = useAt()
  const today = useToday()
  const navigate = useNavigate()
  const { percent, money } = useFormats()
  const count = (health: Health) => projects.filter((p) => p.health === health).length
  if (!projects.length)
    return (
      <PortfolioPage>
        <Empty
          drawing="desk"
          sentence={t('portfolio.empty')}
          example={t('portfolio.example')}
          action={
            <Button component={Link} to={at('projets')}>
              {t('portfolio.new')}
            </Button>
          }
        />
      </PortfolioPage>
    )
  return (
    <PortfolioPage
      line={t('portfolio.line', { count: projects.length, late: count('late'), risk: count('risk') })}
    >
      <DataTable
        label={t('portfolio.title')}
        rows={projects}
        rowKey={(p) => p.id}
        onOpen={(p) => void navigate({ to: at(`projets/${p.slug}/taches`) })}
        columns={[
          {
            key: 'name',
            header: t('portfolio.project'),
            sort: (p) => p.name,
            cell: (p) => (
              <span className={styles.name}>
                <strong>{p.name}</strong>
                {p.clientName && <span className="caption muted">{p.clientName}</span>}
              </span>
            ),
          },
          {
            key: 'health',
            header: t('portfolio.health'),
            sort: (p) => ['late', 'risk', 'good', 'quiet'].indexOf(p.health),
            cell: (p) => (
              <State tone={tones[p.health]} quiet>
                {t(`health.${p.health}`)}
              </State>
            ),
          },
          {
            key: 'progress',
            header: t('portfolio.progress'),
            sort: (p) => p.progress ?? -1,
            cell: (p) => (p.progress === null ? '–' : <Work of={p} today={today} />),
          },
          {
            key: 'late',
            header: t('portfolio.late'),
            figure: true,
            sort: (p) => p.late,
            cell: (p) => (p.late ? p.late : '–'),
          },
          {
            key: 'milestone',
            header: t('portfolio.milestone'),
            wideOnly: true,
            sort: (p) => p.nextMilestone?.dueOn ?? '9',
            cell: (p) =>
              p.nextMilestone ? (
                <Link to={`${at(`projets/${p.slug}/taches`)}?tache=${p.nextMilestone.number}`}>
                  {p.nextMilestone.title} ·{' '}
                  <When at={p.nextMilestone.dueOn} late={p.nextMilestone.dueOn < today && t('health.late')} />
                </Link>
              ) : (
                '–'
              ),
          },
          {
            key: 'end',
            header: t('portfolio.end'),
            sort: (p) => p.endsOn ?? '9',
            cell: (p) => (p.endsOn ? <When at={p.endsOn} /> : '–'),
          },
          {
            key: 'budget',
            header: t('portfolio.budget'),
            wideOnly: true,
            sort: (p) => (p.budget?.plannedCents ? p.budget.usedCents / p.budget.plannedCents : -1),
            cell: (p) =>
              p.budget?.plannedCents ? (
                <span
                  className={styles.gauge}
                  title={`${money(p.budget.usedCents)} / ${money(p.budget.plannedCents)}`}
                >
                  {percent(p.budget.usedCents / p.budget.plannedCents)}
                  <Meter
                    ratio={p.budget.usedCents / p.budget.plannedCents}
                    tone={p.budget.usedCents > p.budget.plannedCents ? 'bad' : 'good'}
                    label={percent(p.budget.usedCents / p.budget.plannedCents)}
                  />
                </span>
              ) : (
                '–'
              ),
          },
        ]}
      />
    </PortfolioPage>
  )
}
