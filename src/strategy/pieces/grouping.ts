import { channelNames, channels, type PlannedAction } from '../model.ts'

export type By = 'objective' | 'channel'
export type Group = {
  key: string
  label: string
  actions: PlannedAction[]
  plannedCents: number
  spentCents: number
}

const summed = (key: string, label: string, actions: PlannedAction[]): Group => ({
  key,
  label,
  actions,
  plannedCents: actions.reduce((sum, a) => sum + a.plannedCents, 0),
  spentCents: actions.reduce((sum, a) => sum + a.spentCents, 0),
})

/** The plan in groups, each with its sums; empty channels are left out, objectives without an action are not. */
export function grouped(
  actions: readonly PlannedAction[],
  by: By,
  objectives: readonly { id: string; title: string }[],
  none: string,
  locale: 'fr' | 'en',
): Group[] {
  if (by === 'channel')
    return channels
      .map((c) =>
        summed(
          c,
          channelNames[c][locale],
          actions.filter((a) => a.channel === c),
        ),
      )
      .filter((g) => g.actions.length)
  const served = objectives.map((o) =>
    summed(
      o.id,
      o.title,
      actions.filter((a) => a.objectiveId === o.id),
    ),
  )
  const rest = actions.filter((a) => !objectives.some((o) => o.id === a.objectiveId))
  return rest.length || !served.length ? [...served, summed('', none, rest)] : served
}
