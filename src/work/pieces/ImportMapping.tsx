import { Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { useProject } from '#web/project.tsx'
import { useWorkspace } from '#web/session.tsx'
import { type ImportOptions, type Placement, placements, type Report } from '../import/model.ts'
import { importMessages } from '../messages/importing.ts'
import { ImportHours } from './ImportHours.tsx'
import styles from './ImportReport.module.css'

type Props = { report: Report; options: ImportOptions; onChange: (o: ImportOptions, again?: boolean) => void }

/** What each list means, who each person is, which fields and boards come: proposed, and changed here before anything is written. */
export function ImportMapping(props: Props) {
  return (
    <>
      <Boards {...props} />
      <Lists {...props} />
      <Members {...props} />
      <ImportHours {...props} />
      <Fields {...props} />
    </>
  )
}

type To = ImportOptions['destinations'][string]

/** Where the boards of one file go: each to its own project, or all here, or board by board. */
function Boards({ report, options, onChange }: Props) {
  const t = useT(importMessages)
  const project = useProject()
  const workspace = useWorkspace()
  if (report.boards.length < 2) return null
  const names = new Map(report.parts.map((p) => [p.projectId, p.projectName]))
  const chosen = report.boards.filter((b) => b.chosen)
  const isOne = chosen.every((b) => b.destination === 'here')
  const go = (to: (b: Report['boards'][number], i: number) => To | 'skip') => {
    const all = report.boards.map((b, i) => [b.id, to(b, i)] as const)
    const come = all.filter(([, d]) => d !== 'skip')
    onChange(
      {
        ...options,
        boards: come.length === all.length ? [] : come.map(([id]) => id),
        destinations: come.every(([, d]) => d === 'here')
          ? {}
          : Object.fromEntries(come.map(([id, d]) => [id, d as To])),
      },
      true,
    )
  }
  const first = chosen[0]?.id
  return (
    <Section title={t('boards')} line={t('boardsLine')}>
      {workspace.can('conduct') && (
        <Radio.Group
          label={t('boards.how')}
          value={isOne ? 'one' : 'each'}
          onChange={(how) =>
            go((b) =>
              !b.chosen
                ? 'skip'
                : how === 'one' || b.id === first
                  ? 'here'
                  : b.destination === 'here'
                    ? 'new'
                    : b.destination,
            )
          }
        >
          <div className="stack" style={{ gap: 8, marginTop: 6 }}>
            <Radio value="each" label={t('boards.each')} />
            <Radio value="one" label={t('boards.one', { project: project.name })} />
          </div>
        </Radio.Group>
      )}
      <ul className={styles.pairs}>
        {report.boards.map((b) => {
          const known = b.destination !== 'here' && b.destination !== 'new' ? b.destination : null
          return (
            <li key={b.id}>
              <label htmlFor={`board-${b.id}`}>
                {b.name} <span className="muted caption">{t('tasks', { count: b.tasks })}</span>
              </label>
              <select
                id={`board-${b.id}`}
                aria-label={t('boards.to', { board: b.name })}
                value={b.chosen ? b.destination : 'skip'}
                onChange={(event) => {
                  const to = event.currentTarget.value as To | 'skip'
                  go((x) => (x.id === b.id ? to : x.chosen ? x.destination : 'skip'))
                }}
              >
                <option value="here">{t('to.here', { project: project.name })}</option>
                {known && (
                  <option value={known}>{t('to.known', { project: names.get(known) ?? b.name })}</option>
                )}
                {workspace.can('conduct') && <option value="new">{t('to.new', { board: b.name })}</option>}
                <option value="skip" disabled={b.chosen && chosen.length === 1}>
                  {t('to.skip')}
                </option>
              </select>
            </li>
          )
        })}
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
                  onChange(
                    {
                      ...options,
                      members: { ...options.members, [m.id]: event.currentTarget.value || null },
                    },
                    // Whose hours one may change depends on who it is.
                    m.hours !== null,
                  )
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
