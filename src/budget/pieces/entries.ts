import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { rpc } from '#web/api.ts'
import type { EntryKind } from '../model.ts'

/** The entries of a line, of an action or of the whole project, a page at a time. */
export function useEntries(filter: {
  projectId: string
  lineId?: string
  actionId?: string
  kind?: EntryKind
}) {
  const query = useInfiniteQuery({
    ...rpc.budget.entries.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...filter, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
    meta: { topics: ['budgetEntry', 'budgetLine'] },
  })
  const actions =
    useQuery(rpc.strategy.actions.list.queryOptions({ input: { projectId: filter.projectId } })).data ?? []
  return {
    query,
    entries: query.data?.pages.flatMap(({ items }) => items),
    onMore: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    actionName: (id: string) => actions.find((a) => a.id === id)?.title ?? '',
  }
}
