import { ActionIcon } from '@mantine/core'
import { ChevronRight } from 'lucide-react'
import { api } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { SelectField, TextField } from '#web/pieces/Field.tsx'
import { Money } from '#web/pieces/Money.tsx'
import { Person } from '#web/pieces/Person.tsx'
import { State } from '#web/pieces/State.tsx'
import { useProject } from '#web/project.tsx'
import { useWorkspace } from '#web/session.tsx'
import { versioned } from '#web/versioned.ts'
import { messages } from '../messages.ts'
import {
  type Channel,
  channelNames,
  channels,
  type Plan,
  type PlannedAction,
  type Status,
  statuses,
  statusNames,
} from '../model.ts'
import { AddLine } from './AddLine.tsx'
import type { By, Group } from './grouping.ts'
import styles from './PlanTable.module.css'

export const statusTones = { planned: 'idle', running: 'active', done: 'done', cancelled: 'bad' } as const

type Props = {
  plan: Plan
  groups: readonly Group[]
  by: By
  onOpen: (id: string) => void
  onAdd: (group: Group, title: string) => Promise<unknown>
}

/** The plan by objective or by channel, with its sums; titles, channels and states change in place. */
export function PlanTable(props: Props) {
  return useIsPhone() ? <PhoneList {...props} /> : <DeskTable {...props} />
}

function DeskTable({ plan, groups, by, onOpen, onAdd }: Props) {
  const t = useT(messages)
  const { locale, period } = useFormats()
  const { currency } = useWorkspace()
  const may = useProject().can('conduct')
  type Change = { title?: string; channel?: Channel; status?: Status }
  const save = (a: PlannedAction, change: Change, from?: Change) =>
    versioned<Change>(a, (patch) => api.strategy.actions.amend({ id: a.id, ...patch }))(change, from)
  const columns = by === 'channel' ? 8 : 9
  return (
    <div className={styles.box}>
      <table className={styles.table}>
        <caption className="unseen">{t('plan.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('action.action')}</th>
            {by !== 'channel' && <th scope="col">{t('action.channel')}</th>}
            <th scope="col">{t('action.period')}</th>
            <th scope="col">{t('owner')}</th>
            <th scope="col">{t('action.line')}</th>
            <th scope="col">{t('action.status')}</th>
            <th scope="col" data-figure title={t('action.planned.hint')}>
              {t('action.planned')}
            </th>
            <th scope="col" data-figure>
              {t('action.spent')}
            </th>
            <th>
              <span className="unseen">{t('action.more')}</span>
            </th>
          </tr>
        </thead>
        {groups.map((g) => (
          <tbody key={g.key} aria-label={g.label}>
            <tr className={styles.group}>
              <th scope="rowgroup" colSpan={columns - 3}>
                {g.label} <span className="muted">({g.actions.length})</span>
              </th>
              <td data-figure>
                <Money cents={g.plannedCents} currency={currency} />
              </td>
              <td data-figure>
                <Money cents={g.spentCents} currency={currency} />
              </td>
              <td />
            </tr>
            {g.actions.map((a) => (
              <tr key={a.id}>
                <td className={styles.title}>
                  {may ? (
                    <TextField
                      variant="plain"
                      hideLabel
                      label={t('title')}
                      value={a.title}
                      maxLength={200}
                      onSave={(title, from) => save(a, { title }, { title: from })}
                    />
                  ) : (
                    a.title
                  )}
                </td>
                {by !== 'channel' && (
                  <td className={styles.channel}>
                    {may ? (
                      <SelectField
                        variant="plain"
                        hideLabel
                        label={t('action.channel')}
                        value={a.channel}
                        choices={channels.map((c) => ({ value: c, label: channelNames[c][locale] }))}
                        onSave={(channel) => save(a, { channel: channel as Channel })}
                      />
                    ) : (
                      channelNames[a.channel][locale]
                    )}
                  </td>
                )}
                <td className={styles.bare}>{period(a.startsOn, a.endsOn)}</td>
                <td>{a.ownerName && <Person name={a.ownerName} size={20} bare />}</td>
                <td className={styles.line} title={a.budgetLineLabel ?? undefined}>
                  {a.budgetLineLabel}
                </td>
                <td className={styles.status}>
                  {may ? (
                    <SelectField
                      variant="plain"
                      hideLabel
                      label={t('action.status')}
                      value={a.status}
                      choices={statuses.map((s) => ({ value: s, label: statusNames[s][locale] }))}
                      onSave={(status) => save(a, { status: status as Status })}
                    />
                  ) : (
                    <State tone={statusTones[a.status]} quiet>
                      {statusNames[a.status][locale]}
                    </State>
                  )}
                </td>
                <td data-figure>
                  <Money cents={a.plannedCents} currency={currency} />
                </td>
                <td data-figure>
                  <Money cents={a.spentCents} currency={currency} />
                </td>
                <td>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('open', { title: a.title })}
                    onClick={() => onOpen(a.id)}
                  >
                    <ChevronRight size={16} />
                  </ActionIcon>
                </td>
              </tr>
            ))}
            {may && (
              <tr className={styles.add}>
                <td colSpan={columns}>
                  <AddLine
                    label={`${t('plan.add')} : ${g.label}`}
                    placeholder={t('plan.add')}
                    onAdd={(title) => onAdd(g, title)}
                  />
                </td>
              </tr>
            )}
          </tbody>
        ))}
        <tfoot>
          {(plan.elsewhere.plannedCents !== 0 || plan.elsewhere.spentCents !== 0) && (
            <tr>
              <th scope="row" colSpan={columns - 3}>
                {t('plan.elsewhere')}
              </th>
              <td data-figure>
                <Money cents={plan.elsewhere.plannedCents} currency={currency} />
              </td>
              <td data-figure>
                <Money cents={plan.elsewhere.spentCents} currency={currency} />
              </td>
              <td />
            </tr>
          )}
          <tr className={styles.total}>
            <th scope="row" colSpan={columns - 3}>
              {t('plan.total')}
            </th>
            <td data-figure>
              <Money cents={plan.total.plannedCents} currency={currency} />
            </td>
            <td data-figure>
              <Money cents={plan.total.spentCents} currency={currency} />
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function PhoneList({ groups, onOpen, onAdd }: Props) {
  const t = useT(messages)
  const { locale, period, money } = useFormats()
  const { currency } = useWorkspace()
  const may = useProject().can('conduct')
  return (
    <div className="stack">
      {groups.map((g) => (
        <section key={g.key} aria-label={g.label} className={styles.phoneGroup}>
          <div className="spread">
            <h2>{g.label}</h2>
            <span className="muted figures">{money(g.plannedCents, currency, { round: true })}</span>
          </div>
          <ul className={styles.list}>
            {g.actions.map((a) => (
              <li key={a.id}>
                <button type="button" className={styles.item} onClick={() => onOpen(a.id)}>
                  <b>{a.title}</b>
                  <span className={styles.details}>
                    <State tone={statusTones[a.status]} quiet>
                      {statusNames[a.status][locale]}
                    </State>
                    <span>{channelNames[a.channel][locale]}</span>
                    <span>{period(a.startsOn, a.endsOn)}</span>
                    <span className="figures">{money(a.plannedCents, currency, { round: true })}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
          {may && (
            <AddLine
              label={`${t('plan.add')} : ${g.label}`}
              placeholder={t('plan.add')}
              onAdd={(title) => onAdd(g, title)}
            />
          )}
        </section>
      ))}
    </div>
  )
}
