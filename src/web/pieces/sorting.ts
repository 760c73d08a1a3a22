export type Sorting = { key: string; down: boolean }
type Sortable<Row> = { key: string; sort?: ((row: Row) => string | number | null | undefined) | undefined }

const collator = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' })

/** A copy in order; rows that tie keep the order they came in, what is unknown goes last both ways. */
export function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Sortable<Row>[],
  sorting: Sorting | null,
): readonly Row[] {
  const by = sorting && columns.find(({ key }) => key === sorting.key)?.sort
  if (!by) return rows
  const way = sorting.down ? -1 : 1
  return rows.toSorted((one, other) => {
    const [a, b] = [by(one) ?? null, by(other) ?? null]
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
    return (
      way * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)))
    )
  })
}
