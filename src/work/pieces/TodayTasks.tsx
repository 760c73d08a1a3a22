import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { api, queries, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { When } from '#web/pieces/When.tsx'
import { useAt } from '#web/session.tsx'
import { offer, tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { MyTask } from '../model.ts'
import styles from './TodayTasks.module.css'

const groups = ['late', 'today', 'waiting', 'soon'] as const

/** One's own tasks over all projects, for « Aujourd’hui ». */
export default function TodayTasks() {
  const t = useT(messages)
  const query = useQuery(rpc.work.tasks.mine.queryOptions())
  return (
    <Section title={t('mine.title')}>
      <Loaded query={query} rows={3}>
        {(mine) => {
          const shown = groups.filter((g) => mine[g].length > 0)
          return (
            <div className="stack">
              {shown.length === 0 && <p className="muted">{t('mine.none')}</p>}
              {shown.map((g) => (
                <div key={g}>
                  <h3 className={styles.group} data-late={g === 'late' || undefined}>
                    {t(`mine.${g}`)} <span className="muted figures">{mine[g].length}</span>
                  </h3>
                  <ul className={styles.list}>
                    {mine[g].map((task) => (
                      <Line key={task.id} task={task} late={g === 'late'} />
                    ))}
                  </ul>
                </div>
              ))}
              {mine.undated > 0 && (
                <p className="muted caption">{t('mine.undated', { count: mine.undated })}</p>
              )}
            </div>
          )
        }}
      </Loaded>
    </Section>
  )
}

function Line({ task, late }: { task: MyTask; late: boolean }) {
  const t = useT(messages)
  const at = useAt()
  const told = useTold()
  const finish = async () => {
    try {
      await api.work.tasks.complete({ id: task.id, done: true })
      await queries.invalidateQueries({ queryKey: rpc.work.tasks.key() })
      offer(t('task.finished', { title: task.title }), () =>
        api.history
          .undoLast({ noun: 'task', rowId: task.id })
          .then(() => queries.invalidateQueries({ queryKey: rpc.work.tasks.key() })),
      )
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  return (
    <li>
      <button
        type="button"
        className={styles.tick}
        aria-label={`${t('task.finish')} : ${task.title}`}
        onClick={() => void finish()}
      >
        <Check size={12} aria-hidden />
      </button>
      <Link
        to={at(`projets/${task.projectSlug}/taches`)}
        search={{ tache: task.number } as never}
        className={styles.title}
      >
        {task.title}
      </Link>
      <span className="muted caption">{task.projectName}</span>
      {task.dueOn && (
        <span className={styles.due} data-late={late || undefined}>
          <When at={task.dueOn} late={late && t('task.late')} />
        </span>
      )}
    </li>
  )
}
