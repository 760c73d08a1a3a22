import { Button } from '@mantine/core'
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, rpc } from '../../api.ts'
import { useFormats, useT } from '../../i18n.tsx'
import { DataTable } from '../../pieces/DataTable.tsx'
import { useTold } from '../../pieces/ErrorNote.tsx'
import { Sheet } from '../../pieces/Sheet.tsx'
import { When } from '../../pieces/When.tsx'
import { useWorkspace } from '../../session.tsx'
import { tell } from '../../undo.tsx'
import { type Change, changeRows, idsIn, isId, type Touched } from './history-export.ts'
import { fieldWord, nounWord, messages as words } from './history-words.ts'
import { messages } from './messages.ts'

export function HistoryDetail({ change, onClose }: { change: Change; onClose: () => void }) {
  const t = useT(messages)
  const tw = useT(words)
  const told = useTold()
  const workspace = useWorkspace()
  const client = useQueryClient()
  const rows = changeRows(change)
  const named = useNames(rows)
  const undo = async () => {
    try {
      await api.history.undo({ id: change.id })
      tell(t('history.undone'))
      await client.invalidateQueries()
      onClose()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  const cell = (side: 'before' | 'after') => (row: Touched) => (
    <Value field={row.field} value={row[side]} named={named} />
  )
  return (
    <Sheet
      opened
      onClose={onClose}
      title={t('history.detail')}
      size={560}
      footer={
        workspace.can('contribute') &&
        !change.undone && (
          <Button variant="default" onClick={() => void undo()}>
            {t('history.undo')}
          </Button>
        )
      }
    >
      <div className="stack">
        <p>
          {change.actor} {t(`history.${change.verb}`, { label: change.label || nounWord(tw, change.noun) })},{' '}
          <When at={change.at} />
        </p>
        <DataTable
          label={t('history.detail')}
          compact
          rows={rows}
          rowKey={({ field }) => field}
          empty={<p className="muted">{tw('nothing')}</p>}
          columns={[
            { key: 'field', header: t('history.field'), cell: ({ field }) => fieldWord(tw, field) },
            { key: 'before', header: t('history.before'), cell: cell('before') },
            { key: 'after', header: t('history.after'), cell: cell('after') },
          ]}
        />
      </div>
    </Sheet>
  )
}

type Named = (id: string) => string | undefined

/** The words of the rows a change points at: members by their name, the rest by what the history itself calls them. */
function useNames(rows: readonly Touched[]): Named {
  const ids = idsIn(rows)
  const members = useQuery({ ...rpc.members.list.queryOptions(), enabled: ids.length > 0 })
  const others = members.isSuccess ? ids.filter((id) => !members.data.some((m) => m.id === id)) : []
  const labels = useQueries({
    queries: others.map((rowId) =>
      rpc.history.list.queryOptions({ input: { rowId, limit: 1 }, staleTime: 5 * 60_000 }),
    ),
  })
  const coming = members.isPending || labels.some((query) => query.isPending)
  return (id) =>
    members.data?.find((m) => m.id === id)?.name ??
    labels[others.indexOf(id)]?.data?.items[0]?.label ??
    (coming ? '…' : undefined)
}

const day = /^\d{4}-\d\d-\d\d$/
const instant = /^\d{4}-\d\d-\d\dT/

function Value({ field, value, named }: { field: string; value: unknown; named: Named }) {
  const t = useT(messages)
  const tw = useT(words)
  const { money, date, dateTime } = useFormats()
  const say = (one: unknown): string => {
    if (isId(one)) return named(one) || tw('gone')
    if (typeof one === 'boolean') return tw(one ? 'yes' : 'no')
    if (typeof one === 'number' && field.endsWith('Cents')) return money(one)
    if (typeof one === 'string' && day.test(one)) return date(one)
    if (typeof one === 'string' && instant.test(one)) return dateTime(one)
    if (Array.isArray(one)) return one.map(say).join(', ')
    return typeof one === 'object' ? JSON.stringify(one) : String(one)
  }
  const text = value === null || value === undefined ? '' : say(value)
  return text ? text : <span className="muted">{t('history.nothing')}</span>
}
