import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { BatchLinkPlugin, SimpleCsrfProtectionLinkPlugin } from '@orpc/client/plugins'
import type { RouterClient } from '@orpc/server'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryClient } from '@tanstack/react-query'
import type { Router } from '#router.ts'
import { speech } from './i18n.tsx'

let workspace = ''

/** Which workspace the next calls speak of: its id, set by the layout of `/{workspace}`. */
export function enterWorkspace(id: string) {
  if (workspace && workspace !== id)
    queries.removeQueries({ predicate: ({ queryKey }) => !isOfNobody(queryKey) })
  workspace = id
}

/** `{ context: { workspace: id } }` speaks of another workspace than the page's. */
type Speaking = { workspace?: string }

const link = new RPCLink<Speaking>({
  url: () => `${location.origin}/rpc`,
  headers: ({ context }: { context: Speaking }) => {
    const of = context.workspace ?? workspace
    return { ...(of && { 'x-workspace': of }), 'x-locale': speech.get().locale }
  },
  plugins: [
    new SimpleCsrfProtectionLinkPlugin(),
    new BatchLinkPlugin({ groups: [{ condition: () => true, context: {} }] }),
  ],
})

/** The typed client: `await api.work.tasks.create({ … })`. */
export const api: RouterClient<Router, Speaking> = createORPCClient(link)
/** For TanStack Query: `useQuery(rpc.work.tasks.list.queryOptions({ input }))`. */
export const rpc = createTanstackQueryUtils(api)

export const isApiError = (error: unknown): error is ORPCError<string, unknown> => error instanceof ORPCError
export const statusOf = (error: unknown): number | null => (isApiError(error) ? error.status : null)

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Live messages say when something changed; until then what is here is true.
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && !((statusOf(error) ?? 500) < 500),
    },
    mutations: { networkMode: 'always' },
  },
})

/** The path of an oRPC query key: `['work', 'tasks', 'list']`. */
export const pathOf = (queryKey: readonly unknown[]): readonly string[] =>
  Array.isArray(queryKey[0]) ? (queryKey[0] as string[]) : (queryKey as string[])

/** What does not belong to a workspace survives a change of workspace. */
const isOfNobody = (queryKey: readonly unknown[]) =>
  /^(session|workspaces|setup|account)$/.test(pathOf(queryKey)[0] ?? '')
