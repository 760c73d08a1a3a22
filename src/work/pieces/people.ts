import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { rpc } from '#web/api.ts'
import { useProject } from '#web/project.tsx'

export type Somebody = { id: string; name: string; active: boolean }

/** Members of the workspace, those without access last: an import keeps their name on their tasks. */
export function usePeople(): readonly Somebody[] {
  const { data } = useQuery(rpc.members.list.queryOptions())
  return useMemo(() => (data ?? []).toSorted((a, b) => Number(b.active) - Number(a.active)), [data])
}

/** The actions of the project's plan. */
export function useActions(): readonly { id: string; title: string }[] {
  const project = useProject()
  const { data } = useQuery(rpc.strategy.actions.list.queryOptions({ input: { projectId: project.id } }))
  return data ?? []
}
