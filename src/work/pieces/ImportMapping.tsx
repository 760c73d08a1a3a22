import { Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { type ImportOptions, type Placement, placements, type Report } from '../import/model.ts'
import { importMessages } from '../messages/importing.ts'
import styles from './ImportReport.module.css'

type Props = { report: Report; options: ImportOptions; onChange: (o: ImportOptions, again?: boolean) => void }

/** What each list means, who each person is, which fields and boards come: proposed, and changed here before anything is written. */
export function ImportMapping(props: Props) {
  return (
    <>
      <Boards {...props} />
      <Lists {...props} />
      <Members {...props} />
      <Fields {...props} />
    </>
  )
}

function Boards({ report, options, onChange }: Props) {
  const t = useT(importMessages)
  if (report.boards.length < 2) return null
  const chosen = report.boards.filter((b) => b.chosen).map((b) => b.id)
  const toggle = (id: string, on: boolean) => {
    const next = on ? [...chosen, id] : chosen.filter((c) => c !== id)
    onChange({ ...options, boards: next.length === report.boards.length ? [] : next }, true)
  }
  return (
    <Section title={t('boards')} line={t('boardsLine')}>
      <ul className={styles.pairs}>
        {report.boards.map((b) => (
          <li key={b.id}>
            <Switch
              label={b.name}
              checked={b.chosen}
              disabled={b.chosen && chosen.length === 1}
              onChange={(event) => toggle(b.id, event.currentTarget.checked)}
            />
            <span className="muted caption">{t('tasks', { count: b.tasks })}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Lists({ report, options, onChange }: Props) {
  const t = useT(importMessages)
  const lists = report.lists.filter((l) => options.archived || !l.archived)
  if (!lists.length) return null
  return (
    <Section title={t('lists')} line={lists.some((l) => l.isGroup) ? t('listsLine') : undefined}>
      <ul className={styles.pairs}>
        {lists.map((l) => (
          <li key={l.id}>
            <label htmlFor={`list-${l.id}`}>
              {l.name} <span className="muted caption">{t('tasks', { count: l.cards })}</span>
            </label>
            <select
              id={`list-${l.id}`}
              value={options.categories[l.id] ?? l.category}
              onChange={(event) =>
                onChange(
                  {
                    ...options,
                    categories: { ...options.categories, [l.id]: event.currentTarget.value as Placement },
                  },
                  true,
                )
              }
            >
              {placements
                .filter((p) => l.isGroup || (p !== 'label' && p !== 'parent'))
                .map((p) => (
                  <option key={p} value={p}>
                    {t(`as.${p}`)}
                  </option>
                ))}
            </select>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Members({ report, options, onChange }: Props) {
  const t = useT(importMessages)
  const { data = [] } = useQuery(rpc.members.list.queryOptions())
  if (!report.members.length) return null
  return (
    <Section title={t('members')}>
      <ul className={styles.pairs}>
        {report.members.map((m) => {
          const chosen = options.members[m.id]
          return (
            <li key={m.id}>
              <label htmlFor={`member-${m.id}`}>
                {m.name} {m.email && <span className="muted caption">{m.email}</span>}
              </label>
              <select
                id={`member-${m.id}`}
                value={chosen === undefined ? (m.memberId ?? '') : (chosen ?? '')}
                onChange={(event) =>
                  onChange({
                    ...options,
                    members: { ...options.members, [m.id]: event.currentTarget.value || null },
                  })
                }
              >
                <option value="">{t('noAccess')}</option>
                {data
                  .filter((p) => p.active)
                  .map((p) => (
                    <option key={p.id} value={p.id}>
                      {p.name}
                    </option>
                  ))}
              </select>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function Fields({ report, options, onChange }: Props) {
  const t = useT(importMessages)
  if (!report.fields.length) return null
  return (
    <Section title={t('fields')}>
      <ul className={styles.pairs}>
        {report.fields.map((f) => (
          <li key={f.id}>
            <label htmlFor={`field-${f.id}`}>
              {f.name}{' '}
              <span className="muted caption">
                {t(`kind.${f.kind}`)}, {t('fields.values', { count: f.values })}
              </span>
            </label>
            <select
              id={`field-${f.id}`}
              value={options.fields[f.id] ?? 'keep'}
              onChange={(event) =>
                onChange(
                  {
                    ...options,
                    fields: { ...options.fields, [f.id]: event.currentTarget.value as 'keep' | 'skip' },
                  },
                  true,
                )
              }
            >
              <option value="keep">{t('keep')}</option>
              <option value="skip">{t('leave')}</option>
            </select>
          </li>
        ))}
      </ul>
    </Section>
  )
}
