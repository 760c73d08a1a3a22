import type { Card } from '#work/model.ts'
import { bareCard } from '#work/testing.ts'

export const people = Array.from({ length: 15 }, (_, i) => ({
  id: `m${i}`,
  name: `Personne ${i}`,
  active: true,
}))
export const names = ['À faire', 'En cours', 'À valider', 'Fait']
export const statuses = names.map((name, i) => ({
  id: `s${i}`,
  projectId: 'p',
  name,
  category: i === 0 ? ('todo' as const) : i === 3 ? ('done' as const) : ('doing' as const),
  position: i,
  wipLimit: null,
  archived: false,
  version: 1,
}))
export const labels = ['Presse', 'Web', 'Print'].map((name, i) => ({
  id: `l${i}`,
  projectId: 'p',
  name,
  colour: 'green' as const,
  version: 1,
}))
export const day = (n: number) => new Date(Date.UTC(2026, 0, 5) + n * 86_400_000).toISOString().slice(0, 10)

/** Tasks of a year of campaigns: people, dates, labels, some subtasks. */
export const cardsOf = (count: number): Card[] =>
  Array.from({ length: count }, (_, i) =>
    bareCard({
      id: `t${i}`,
      number: i + 1,
      title: `Relancer l’imprimeur pour l’affiche n° ${i + 1}`,
      statusId: `s${i % 4}`,
      parentId: i % 9 === 5 ? `t${i - 5}` : null,
      assigneeIds: [`m${i % 15}`],
      labelIds: i % 3 ? [] : [`l${i % 2}`],
      dueOn: day((i * 7) % 365),
      estimateMinutes: 60 * (i % 9),
      importance: i % 4,
      urgency: i % 3,
      position: i * 65_536,
      done: i % 4 === 3,
    }),
  )
