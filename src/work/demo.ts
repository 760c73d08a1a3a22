import { get } from '#platform/ledger.ts'
import type { Scope } from '#platform/scope.ts'
import { addChecklist, addItem, amendItem } from './service/checklists.ts'
import { commentTask } from './service/comments.ts'
import { createLabel } from './service/labels.ts'
import { listStatuses } from './service/statuses.ts'
import { createTask, sayFinished } from './service/tasks.ts'
import { taskNoun } from './tables.ts'

type DemoProject = { id: string; locale?: 'fr' | 'en' }
type DemoAction = {
  id: string
  title: string
  channel?: string
  startsOn: string | null
  endsOn: string | null
}
type DemoMember = { id: string; name: string }

const day = 86_400_000
const dayAfter = (from: string, days: number) =>
  new Date(Date.parse(`${from}T00:00:00Z`) + days * day).toISOString().slice(0, 10)

/** What an action is made of in this trade: titles, and when each is due, from its start (0) to its end (1). */
const steps: readonly (readonly [title: string, at: number])[] = [
  ['Cadrer la demande avec le client', -0.2],
  ['Rédiger les textes', 0.1],
  ['Préparer les visuels', 0.25],
  ['Faire valider par le client', 0.4],
  ['Mettre en ligne', 0.55],
  ['Contrôler les liens suivis', 0.6],
  ['Relancer les contacts sans réponse', 0.8],
  ['Relever les résultats', 1.05],
]
const tags = [
  ['Rédaction', 'green'],
  ['Visuel', 'violet'],
  ['Client', 'brass'],
  ['Technique', 'blue'],
] as const
const remarks = [
  'Version envoyée au client, retour attendu en fin de semaine.',
  'Le logo est dans l’ancienne charte, à remplacer avant diffusion.',
  'Vu avec l’imprimeur : bon à tirer possible deux jours plus tard.',
  'Le client préfère la deuxième accroche. Je mets à jour.',
]
const checks = ['Relire l’orthographe', 'Vérifier les mentions légales', 'Tester sur téléphone'] as const

/**
 * Fills a demo project: each action gets its steps, done when their time has passed, a few of them late, some spoken about.
 * `random` gives numbers from 0 to 1, always the same for the same seed.
 */
export async function demoTasks(
  scope: Scope,
  project: DemoProject,
  actions: readonly DemoAction[],
  members: readonly DemoMember[],
  now: Date,
  random: () => number,
): Promise<void> {
  const today = now.toISOString().slice(0, 10)
  const statuses = await listStatuses(scope, project.id)
  const [todo, doing, review] = statuses
  const done = statuses.find((s) => s.category === 'done')
  if (!todo || !doing || !review || !done) return
  const labels: string[] = []
  for (const [name, colour] of tags) labels.push((await createLabel(scope, project.id, { name, colour })).id)
  const some = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  for (const action of actions) {
    const start = action.startsOn ?? today
    const length = Math.max(7, (Date.parse(action.endsOn ?? start) - Date.parse(start)) / day)
    for (const [i, [title, at]] of steps.entries()) {
      if (random() < 0.25) continue
      const dueOn = dayAfter(start, Math.round(length * at))
      const daysLeft = (Date.parse(dueOn) - Date.parse(today)) / day
      const late = daysLeft < 0 && daysLeft > -21 && random() < 0.35
      const finished = daysLeft < 0 && !late
      const status = finished
        ? done
        : daysLeft < 3
          ? some([doing, review])
          : daysLeft < 14
            ? some([todo, doing])
            : todo
      const task = await createTask(scope, project.id, {
        title: `${title} : ${action.title}`.slice(0, 200),
        actionId: action.id,
        statusId: (finished ? doing : status).id,
        dueOn,
        startsOn: dayAfter(dueOn, -3 - Math.floor(random() * 6)),
        assigneeIds: members.length ? [some(members).id] : [],
        labelIds: [labels[i % labels.length] as string],
        estimateMinutes: 30 * (1 + Math.floor(random() * 12)),
        importance: Math.floor(random() * 4),
        urgency: daysLeft < 3 ? 3 : Math.floor(random() * 3),
        kind: i === 4 ? 'milestone' : i === 2 ? 'deliverable' : 'task',
      })
      if (finished)
        await finishThen(
          scope,
          task.id,
          done.id,
          new Date(
            Date.parse(`${dueOn}T15:00:00Z`) + (random() < 0.8 ? -1 : 1) * Math.floor(random() * 3) * day,
          ),
        )
      if (random() < 0.3) await commentTask(scope, task.id, some(remarks))
      if (random() < 0.25) {
        const list = await addChecklist(scope, task.id, 'Avant diffusion')
        for (const text of checks) {
          const item = await addItem(scope, list.id, text)
          if (finished || random() < 0.4) await amendItem(scope, item.id, { done: true })
        }
      }
    }
  }
}

/** The demo tells a past: what was done is dated to the day it would have been, in the task and in the fact. */
async function finishThen(scope: Scope, id: string, statusId: string, at: Date): Promise<void> {
  const then = new Date(Math.min(at.getTime(), scope.now().getTime()))
  await scope.sql(
    "update tasks set status_id = $2, completed_at = $3, created_at = least(created_at, $3::timestamptz - interval '6 days') where id = $1",
    [id, statusId, then],
  )
  await sayFinished(scope, await get(scope, taskNoun, id), then)
}
