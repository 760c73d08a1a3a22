import { useQuery } from '@tanstack/react-query'
import { isDay } from '#platform/formats.ts'
import { type api, rpc } from '#web/api.ts'
import { useFormats, useLocale, useT } from '#web/i18n.tsx'
import { useWorkspace } from '#web/session.tsx'
import { fieldWords, silentFields } from '../messages/activity.ts'
import { messages } from '../messages.ts'
import styles from '../pages/Activity.module.css'

export type Change = Awaited<ReturnType<typeof api.history.list>>['items'][number]
export type ChangedField = { key: string; name: string; before: string; after: string }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/

/** The fields a change touched, as people call them, with what they held in words. */
export function useChangedFields({ before, after }: Pick<Change, 'before' | 'after'>): ChangedField[] {
  const locale = useLocale()
  const inWords = useInWords()
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...keys]
    .filter((key) => !silentFields.has(key))
    .map((key) => ({
      key,
      name: fieldWords[key]?.[locale] ?? key,
      before: inWords(key, before?.[key]),
      after: inWords(key, after?.[key]),
    }))
    .filter((field) => field.before !== field.after)
}

/** Money, dates, people and yes or no as they are read elsewhere; other identifiers stay unsaid. */
function useInWords() {
  const t = useT(messages)
  const { currency } = useWorkspace()
  const { money, date, exact, number, duration } = useFormats()
  const members = useQuery(rpc.members.list.queryOptions()).data ?? []
  const clients = useQuery(rpc.organisations.list.queryOptions({ input: {} })).data ?? []
  const words = (key: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return ''
    if (typeof value === 'boolean') return t(value ? 'activity.yes' : 'activity.no')
    if (Array.isArray(value)) return value.map((one) => words(key, one)).join(', ')
    if (typeof value === 'number')
      return key.endsWith('Cents')
        ? money(value, currency)
        : key.endsWith('Minutes')
          ? duration(value)
          : number(value)
    if (typeof value === 'object')
      return Object.values(value)
        .map((one) => words(key, one))
        .join(', ')
    const text = String(value)
    if (uuid.test(text))
      return [...members, ...clients].find(({ id }) => id === text)?.name ?? t('activity.reference')
    if (key === 'stage' && /^(brief|plan|running|review|closed)$/.test(text))
      return t(`stage.${text as 'brief'}`)
    if (key === 'visibility' && /^(workspace|private)$/.test(text))
      return t(`visibility.${text as 'private'}`)
    return isDay(text) ? date(text) : instant.test(text) ? exact(text) : text
  }
  return words
}

export function ChangeTable({ fields, label }: { fields: readonly ChangedField[]; label: string }) {
  const t = useT(messages)
  const nothing = <span className="muted">{t('activity.nothing')}</span>
  return (
    <table className={styles.table}>
      <caption className="unseen">{label}</caption>
      <thead>
        <tr>
          <th scope="col">{t('activity.field')}</th>
          <th scope="col">{t('activity.before')}</th>
          <th scope="col">{t('activity.after')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ key, name, before, after }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>{before || nothing}</td>
            <td>{after || nothing}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
