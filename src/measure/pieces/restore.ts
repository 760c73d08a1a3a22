import { api } from '#web/api.ts'

/** Takes back the last change of a row. */
export async function restore(id: string): Promise<void> {
  const { items } = await api.history.list({ rowId: id, limit: 1 })
  if (items[0]) await api.history.undo({ id: items[0].id })
}
