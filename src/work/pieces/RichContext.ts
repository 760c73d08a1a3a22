import { useQuery } from '@tanstack/react-query'
import { createContext, useContext, useMemo } from 'react'
import { rpc } from '#web/api.ts'
import { useProject } from '#web/project.tsx'
import type { Reference } from '../model.ts'
import { referencesIn } from '../rich/model/text.ts'
import { usePeople } from './people.ts'

export type Rich = {
  projectId: string
  /** The names that « @ » may call. */
  names: readonly string[]
  /** What « #12 » names, once known. */
  references: ReadonlyMap<string, Reference>
  /** Opens a task of the same project beside the page; undefined: its address is followed. */
  open?: ((number: number) => void) | undefined
}

const Context = createContext<Rich | null>(null)
export const RichProvider = Context.Provider

export function useRich(): Rich {
  const rich = useContext(Context)
  if (!rich) throw new Error('this text stands in no project')
  return rich
}

/** What the texts of a task speak of: people and tasks, asked once for all of them. */
export function useRichOf(texts: readonly string[], open?: (number: number) => void): Rich {
  const project = useProject()
  const people = usePeople()
  const names = referencesIn(texts)
  const { data } = useQuery({
    ...rpc.work.references.named.queryOptions({
      input: { projectId: project.id, names },
      meta: { topics: ['task'] },
    }),
    enabled: names.length > 0,
    placeholderData: (before) => before,
  })
  return useMemo(
    () => ({
      projectId: project.id,
      names: people.map((p) => p.name),
      references: new Map((data ?? []).map((r) => [r.name, r])),
      open,
    }),
    [project.id, people, data, open],
  )
}
