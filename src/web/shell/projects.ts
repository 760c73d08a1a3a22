import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { dayOf } from '#platform/formats.ts'
import { api, rpc } from '../api.ts'
import type { Tone } from '../pieces/State.tsx'
import { hereQuery, useMember } from '../session.tsx'

export type ProjectRow = Awaited<ReturnType<typeof api.projects.list>>[number]

export const useProjects = () => useQuery(rpc.projects.list.queryOptions())

const tones: Record<ProjectRow['stage'], Tone> = {
  brief: 'idle',
  plan: 'info',
  running: 'active',
  review: 'mark',
  closed: 'done',
}

/** A project past its end and not closed is late, whatever its stage says. */
export const isLate = ({ stage, endsOn }: Pick<ProjectRow, 'stage' | 'endsOn'>, timeZone: string) =>
  stage !== 'closed' && endsOn !== null && endsOn < dayOf(new Date(), timeZone)
export const toneOf = (project: Pick<ProjectRow, 'stage' | 'endsOn'>, timeZone: string): Tone =>
  isLate(project, timeZone) ? 'bad' : tones[project.stage]

/** The reader's favourite projects, kept with their preferences on the server. */
export function useFavourites() {
  const client = useQueryClient()
  const member = useMember()
  const kept = member?.preferences.favourites
  const favourites = Array.isArray(kept) ? (kept as string[]) : []
  const save = useMutation({
    mutationFn: (next: string[]) => api.session.setPreferences({ preferences: { favourites: next } }),
    onMutate: (next) =>
      client.setQueryData(
        hereQuery().queryKey,
        (now) => now && { ...now, preferences: { ...now.preferences, favourites: next } },
      ),
    onError: () => client.invalidateQueries({ queryKey: hereQuery().queryKey }),
  })
  return {
    favourites,
    toggle: (id: string) =>
      save.mutate(favourites.includes(id) ? favourites.filter((one) => one !== id) : [...favourites, id]),
  }
}
