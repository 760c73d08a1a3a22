import { Sheet } from '#web/pieces/Sheet.tsx'
import type { Card } from '../../model.ts'
import { useSayCell } from '../../pieces/TableCell.tsx'
import { hiddenBehind } from '../model.ts'
import { useColumns } from './columns.ts'
import styles from './Public.module.css'
import type { Cards } from './useCards.tsx'

/** A task behind a public link: what the link shows of it, to read. */
export default function PublicTask({
  card,
  cards,
  hidden,
  onClose,
}: {
  card: Card
  cards: Cards
  hidden: readonly string[]
  onClose: () => void
}) {
  const say = useSayCell(cards)
  const lines = useColumns(cards)
    .filter((c) => !hiddenBehind(c.key, hidden))
    .map((column) => ({ column, said: say(card, column) }))
    .filter(({ said }) => said.text !== '')
  return (
    <Sheet opened onClose={onClose} title={`${card.number}. ${card.title}`}>
      <dl className={styles.facts}>
        {lines.map(({ column, said }) => (
          <div key={column.key}>
            <dt>{column.label}</dt>
            <dd title={said.title}>{said.text}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  )
}
