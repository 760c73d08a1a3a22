import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { type Right, type Role, reaches, rightOfRole } from '#platform/rights.ts'
import { api, rpc, statusOf } from './api.ts'

export type Me = Awaited<ReturnType<typeof api.session.me>>
export type Workspace = Me['workspaces'][number] & { can: (right: Right) => boolean }

/** Who is signed in, or null. */
export const meQuery = queryOptions({
  queryKey: rpc.session.me.queryKey(),
  queryFn: async () => {
    try {
      return await api.session.me()
    } catch (error) {
      if (statusOf(error) === 401) return null
      throw error
    }
  },
  staleTime: 5 * 60_000,
})

/** Who is signed in; only under pages that need somebody. */
export function useSession(): { user: Me } {
  const { data } = useSuspenseQuery(meQuery)
  if (!data) throw new Error('nobody is signed in')
  return { user: data }
}

export const withRights = (workspace: Me['workspaces'][number]): Workspace => ({
  ...workspace,
  can: (right) => reaches(rightOfRole(workspace.role as Role), right),
})

export const WorkspaceContext = createContext<Workspace | null>(null)

/** The workspace of the page. `can('conduct')` is what the role allows; in one project, `project.right` says more. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (!workspace) throw new Error('this page stands in no workspace')
  return workspace
}

/** Addresses inside the workspace: `at('projets/brume')` is `/atelier/projets/brume`. */
export function useAt(): (path: string) => string {
  const { slug } = useWorkspace()
  return (path) => `/${slug}/${path.replace(/^\//, '')}`
}

/** What the reader is and prefers in this workspace. */
export const hereQuery = () => rpc.session.here.queryOptions({ staleTime: 5 * 60_000 })

/** The reader as a member: id, language, time zone, preferences. Undefined for the moment it takes to know. */
export function useMember() {
  return useQuery(hereQuery()).data
}

const lastKey = 'pupitre.workspace'
export const lastWorkspace = {
  get: () => {
    try {
      return localStorage.getItem(lastKey)
    } catch {
      return null
    }
  },
  set: (slug: string) => {
    try {
      localStorage.setItem(lastKey, slug)
    } catch {
      // The next visit opens the first workspace.
    }
  },
}
