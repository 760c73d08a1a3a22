import fc from 'fast-check'
import type { Card } from '../model.ts'
import { bareCard } from '../testing.ts'
import { addDays, groupings, type ViewContext } from './model.ts'

export const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
export const [p, q] = [id(1), id(2)]
export const today = '2026-03-18' // a Wednesday
export const status = (n: number, projectId: string, name: string, category: 'todo' | 'doing' | 'done') => ({
  id: id(n),
  projectId,
  name,
  category,
  position: n,
  wipLimit: null,
  archived: false,
  version: 1,
})
export const statuses = [
  status(10, p, 'À faire', 'todo'),
  status(11, p, 'En cours', 'doing'),
  status(12, p, 'Fait', 'done'),
  status(20, q, 'À faire', 'todo'),
  status(22, q, 'Fait', 'done'),
]
export const label = (n: number, projectId: string, name: string) => ({
  id: id(n),
  projectId,
  name,
  colour: 'green' as const,
  version: 1,
})
export const field = (n: number, kind: 'choice' | 'number' | 'person', name: string) => ({
  id: id(n),
  projectId: null,
  name,
  kind,
  options: kind === 'choice' ? [{ id: 'a', name: 'Presse', colour: 'green' as const }] : [],
  formula: '',
  position: n,
  archived: false,
  version: 1,
})
export const context = (cards: readonly Card[], projectId: string | null = p): ViewContext => ({
  projectId,
  today,
  me: id(100),
  people: [
    { id: id(100), name: 'Ana Roy' },
    { id: id(101), name: 'Éric Blin' },
  ],
  statuses: projectId ? statuses.filter((s) => s.projectId === projectId) : statuses,
  labels: [label(40, p, 'Presse'), label(41, p, 'Web'), label(42, q, 'presse')],
  actions: [
    { id: id(50), projectId: p, title: 'Affichage', objectiveId: id(60) },
    { id: id(51), projectId: p, title: 'Réseaux', objectiveId: null },
  ],
  objectives: [{ id: id(60), projectId: p, title: 'Notoriété' }],
  projects: [p, q].map((x, i) => ({
    id: x,
    slug: `p${i}`,
    name: `Projet ${i}`,
    clientName: null,
    startsOn: null,
    endsOn: null,
    colour: '#000000',
    right: 'own' as const,
  })),
  fields: [field(70, 'choice', 'Canal'), field(71, 'number', 'Portée'), field(72, 'person', 'Relecteur')],
  links: [],
  byId: new Map(cards.map((c) => [c.id, c])),
  word: (word, day) => (day ? `${word} ${day}` : word),
})
let count = 1_000
export const card = (more: Partial<Card> = {}): Card => {
  const number = ++count
  return bareCard({
    id: id(number),
    number,
    projectId: p,
    title: `Tâche ${number}`,
    statusId: id(10),
    position: number,
    ...more,
  })
}

export const day = fc.integer({ min: -40, max: 40 }).map((n) => addDays(today, n))
export const anyCard = fc
  .record({
    statusId: fc.constantFrom(id(10), id(11), id(12)),
    assigneeIds: fc.subarray([id(100), id(101)]),
    labelIds: fc.subarray([id(40), id(41)]),
    actionId: fc.constantFrom(null, id(50), id(51)),
    dueOn: fc.option(day),
    startsOn: fc.option(day),
    importance: fc.integer({ min: 0, max: 3 }),
    urgency: fc.integer({ min: 0, max: 3 }),
    estimateMinutes: fc.option(fc.integer({ min: 0, max: 900 })),
    kind: fc.constantFrom('task' as const, 'milestone' as const),
    fields: fc.constantFrom<Card['fields']>({}, { [id(70)]: ['a'] }, { [id(71)]: 12 }),
  })
  .map((r) => {
    const startsOn = r.startsOn && r.dueOn && r.startsOn > r.dueOn ? r.dueOn : r.startsOn
    return card({ ...r, startsOn, done: r.statusId === id(12) })
  })
export const bys = [...groupings, `field:${id(70)}`, `field:${id(72)}`] as const
