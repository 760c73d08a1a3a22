import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { NumberField, SelectField, TextField } from '#web/pieces/Field.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { offer } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import { between, type Category, categories, type Status } from '../model.ts'
import type { Board } from './board.ts'

const refresh = () =>
  Promise.all([
    queries.invalidateQueries({ queryKey: rpc.work.board.key() }),
    queries.invalidateQueries({ queryKey: rpc.work.cards.key() }),
  ])

/** A column's name, meaning, limit and place; or its end, with somewhere for its cards to go. */
export function ColumnSheet({
  id,
  board,
  onClose,
}: {
  id: string
  board: Pick<Board, 'statuses' | 'cards'>
  onClose: () => void
}) {
  const t = useT(messages)
  const [to, setTo] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const columns = board.statuses.filter((s) => !s.archived)
  const at = columns.findIndex((s) => s.id === id)
  const status = columns[at]
  if (!status) return null
  const save = (change: Partial<Pick<Status, 'name' | 'category' | 'wipLimit' | 'position'>>) =>
    api.work.statuses.amend({ id, ...change }).then(refresh)
  const shift = (by: -1 | 1) => {
    const [before, after] = by < 0 ? [columns[at - 2], columns[at - 1]] : [columns[at + 1], columns[at + 2]]
    const position = between(before?.position, after?.position)
    if (position !== undefined) void save({ position }).catch(setError)
  }
  const hasCards = board.cards.some((c) => c.statusId === id)
  const discard = async () => {
    try {
      await api.work.statuses.discard({ id, ...(to && { to }) })
      await refresh()
      onClose()
      if (!hasCards)
        offer(t('column.discarded'), () => api.history.undoLast({ noun: 'status', rowId: id }).then(refresh))
    } catch (reason) {
      setError(reason)
    }
  }
  return (
    <Sheet opened onClose={onClose} title={status.name} size={400}>
      <div className="stack">
        <TextField
          label={t('column.name')}
          value={status.name}
          maxLength={80}
          onSave={(name) => save({ name })}
        />
        <SelectField
          label={t('column.category')}
          value={status.category}
          choices={categories.map((c) => ({ value: c, label: t(`category.${c}`) }))}
          onSave={(category) => save({ category: category as Category })}
        />
        <NumberField
          label={t('column.limit')}
          min={1}
          max={999}
          digits={0}
          value={status.wipLimit}
          onSave={(wipLimit) => save({ wipLimit })}
        />
        <div className="row">
          <Button size="xs" variant="default" disabled={at === 0} onClick={() => shift(-1)}>
            {t('column.left')}
          </Button>
          <Button size="xs" variant="default" disabled={at === columns.length - 1} onClick={() => shift(1)}>
            {t('column.right')}
          </Button>
        </div>
        {hasCards && (
          <Select
            label={t('column.goesTo')}
            data={columns.filter((s) => s.id !== id).map((s) => ({ value: s.id, label: s.name }))}
            value={to}
            onChange={setTo}
          />
        )}
        <div>
          <Button size="xs" variant="default" disabled={hasCards && !to} onClick={() => void discard()}>
            {t('column.discard')}
          </Button>
        </div>
        <ErrorNote error={error} />
      </div>
    </Sheet>
  )
}
