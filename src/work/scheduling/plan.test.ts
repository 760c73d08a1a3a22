import assert from 'node:assert/strict'
import { test } from 'node:test'
import { undo } from '#platform/ledger.ts'
import { amendProject, getProject, setProjectMember } from '#platform/tenancy/service.ts'
import { openHouse } from '#platform/testing.ts'
import { createCalendar } from '../calendars/service.ts'
import type { TaskDraft } from '../model.ts'
import { getCard } from '../service/read.ts'
import { amendTask, completeTask, createTask, discardTask, restoreTask } from '../service/tasks.ts'
import { doDeed, takeBack } from '../views/service/deeds.ts'
import { Answer, Baseline, Drift, LinkMoved, Moved, Portfolio, ProjectPlan } from './model.ts'
import {
  driftFrom,
  listBaselines,
  removeBaseline,
  renameBaseline,
  takeBaseline,
} from './service/baselines.ts'
import { addLink, amendLink, removeLink } from './service/links.ts'
import { linksOf, planOf, portfolioPlan } from './service/read.ts'
import { reschedule } from './service/reschedule.ts'
import { amendPlan } from './service/settings.ts'
import { undoable } from './service/undoable.ts'
import { applyWhatIf, whatIf } from './service/what-if.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const stranger = (await house.workspace('Ailleurs')).owner
await house.as(owner, (s) => createCalendar(s, { name: 'Sept heures', holidays: null }))

const project = () => house.project(owner)
const add = (p: string, title: string, draft: Partial<TaskDraft> = {}) =>
  house.as(owner, (s) => createTask(s, p, { title, ...draft }))
const card = (id: string) => house.as(owner, (s) => getCard(s, id))
const dates = async (id: string) => {
  const c = await card(id)
  return [c.startsOn, c.dueOn]
}
const link = (fromId: string, toId: string, more = {}) =>
  house.as(owner, (s) => addLink(s, { fromId, toId, ...more }))

/** Shooting on Monday and Tuesday, editing for three days after it, a launch at the end. */
async function film() {
  const p = await project()
  const shoot = await add(p, 'Tournage', { startsOn: '2026-05-04', dueOn: '2026-05-05' })
  const cut = await add(p, 'Montage', { startsOn: '2026-05-04', dueOn: '2026-05-06' })
  const launch = await add(p, 'Lancement', { kind: 'milestone', dueOn: '2026-05-04' })
  await link(shoot.id, cut.id)
  await link(cut.id, launch.id)
  return { p, shoot, cut, launch }
}

test('drawing a link makes the successor follow, and what follows it in turn', async () => {
  const { shoot, cut, launch } = await film()
  const after = await card(cut.id)
  assert.deepEqual(
    [after.mode, after.startsOn, after.dueOn, after.durationMinutes],
    ['auto', '2026-05-06', '2026-05-08', 1260],
  )
  assert.deepEqual([after.startMinute, after.dueMinute], [null, null], 'whole days stay whole days')
  assert.deepEqual(await dates(launch.id), ['2026-05-08', '2026-05-08'])
  await house.as(owner, (s) => amendTask(s, shoot.id, { startsOn: '2026-05-07', dueOn: '2026-05-11' }))
  assert.deepEqual(await dates(cut.id), ['2026-05-12', '2026-05-14'])
  assert.deepEqual(await dates(launch.id), ['2026-05-14', '2026-05-14'])
})

test('one link answers with every card it moved; a lag moves them again; taking it away leaves them where they are', async () => {
  const p = await project()
  const a = await add(p, 'A', { startsOn: '2026-05-04', dueOn: '2026-05-04' })
  const b = await add(p, 'B', { startsOn: '2026-05-04', dueOn: '2026-05-04' })
  const c = await add(p, 'C', { startsOn: '2026-05-04', dueOn: '2026-05-04' })
  await link(b.id, c.id)
  const drawn = await link(a.id, b.id)
  assert.deepEqual(new Set(drawn.cards.map((x) => x.id)), new Set([b.id, c.id]))
  const lagged = await house.as(owner, (s) => amendLink(s, drawn.link.id, { lag: 420 }, drawn.link.version))
  assert.equal(lagged.link.version, drawn.link.version + 1)
  assert.deepEqual(await dates(b.id), ['2026-05-06', '2026-05-06'])
  assert.deepEqual((await house.as(owner, (s) => removeLink(s, drawn.link.id))).cards, [])
  assert.deepEqual(await dates(b.id), ['2026-05-06', '2026-05-06'])
  assert.equal((await card(b.id)).mode, 'auto')
  await assert.rejects(
    house.as(owner, (s) => amendLink(s, drawn.link.id, { lag: 0 })),
    { code: 'NOT_FOUND' },
  )
})

test('a link that would turn in a circle is refused, with the names of those that would wait for one another', async () => {
  const { p, shoot, cut, launch } = await film()
  await assert.rejects(
    link(launch.id, shoot.id),
    (e: { code: string; message: string; data: { taskIds: string[] } }) => {
      assert.equal(e.code, 'INVALID')
      assert.match(e.message, /« Tournage » → « Montage » → « Lancement » → « Tournage »/)
      assert.deepEqual(new Set(e.data.taskIds), new Set([shoot.id, cut.id, launch.id]))
      return true
    },
  )
  await assert.rejects(link(cut.id, cut.id), { code: 'INVALID' })
  const part = await add(p, 'Étalonnage', { parentId: cut.id })
  await assert.rejects(link(part.id, cut.id), { code: 'INVALID' }, 'a part of it cannot come before it')
  await assert.rejects(link(shoot.id, cut.id), { code: 'CONFLICT' }, 'twice the same')
  assert.equal((await house.as(owner, (s) => linksOf(s, p))).length, 2)
})

test('dates typed on an automatic task are understood: not before, or so long', async () => {
  const { shoot, cut } = await film()
  await house.as(owner, (s) => amendTask(s, cut.id, { startsOn: '2026-05-11', dueOn: '2026-05-13' }))
  const moved = await card(cut.id)
  assert.deepEqual(
    [moved.constraintKind, moved.constraintAt, moved.startsOn],
    ['snet', '2026-05-11T00:00', '2026-05-11'],
  )
  await house.as(owner, (s) => amendTask(s, cut.id, { dueOn: '2026-05-15' }))
  assert.equal((await card(cut.id)).durationMinutes, 5 * 420)
  await house.as(owner, (s) => amendTask(s, cut.id, { startsOn: null }))
  assert.deepEqual(await dates(cut.id), ['2026-05-06', '2026-05-12'])
  await house.as(owner, (s) => amendTask(s, shoot.id, { dueOn: '2026-05-04' }))
  assert.deepEqual(await dates(cut.id), ['2026-05-05', '2026-05-11'])
})

test('what is done stays; a task in the bin drives nobody, out of it again it does', async () => {
  const { shoot, cut, launch } = await film()
  await house.as(owner, (s) => completeTask(s, cut.id, true))
  await house.as(owner, (s) => amendTask(s, shoot.id, { startsOn: '2026-05-18', dueOn: '2026-05-19' }))
  assert.deepEqual(await dates(cut.id), ['2026-05-06', '2026-05-08'])
  await house.as(owner, (s) => completeTask(s, cut.id, false))
  assert.deepEqual(await dates(launch.id), ['2026-05-22', '2026-05-22'])
  await house.as(owner, (s) => discardTask(s, cut.id))
  await house.as(owner, (s) => amendTask(s, shoot.id, { startsOn: '2026-05-25', dueOn: '2026-05-26' }))
  assert.deepEqual(await dates(launch.id), ['2026-05-22', '2026-05-22'])
  await house.as(owner, (s) => restoreTask(s, cut.id))
  assert.deepEqual(await dates(launch.id), ['2026-05-29', '2026-05-29'])
})

test('a gesture on several tasks and all that followed from it are taken back together', async () => {
  const { shoot, cut, launch } = await film()
  const deed = await house.as(owner, (s) => doDeed(s, { tasks: [{ id: shoot.id }], byDays: 7 }))
  assert.deepEqual(await dates(launch.id), ['2026-05-15', '2026-05-15'])
  assert.deepEqual(new Set(deed.cards.map((c) => c.id)), new Set([shoot.id, cut.id, launch.id]))
  await house.as(owner, (s) => takeBack(s, deed.change))
  assert.deepEqual(await dates(cut.id), ['2026-05-06', '2026-05-08'])
})

test('a link drawn, changed or taken away is taken back with the dates it moved, and done again', async () => {
  const p = await project()
  const a = await add(p, 'A', { startsOn: '2026-05-04', dueOn: '2026-05-05' })
  const b = await add(p, 'B', { startsOn: '2026-05-04', dueOn: '2026-05-04' })
  const back = (change: string) => house.as(owner, (s) => takeBack(s, change))
  const drawn = await house.as(owner, (s) => undoable(s, (one) => addLink(one, { fromId: a.id, toId: b.id })))
  assert.deepEqual(await dates(b.id), ['2026-05-06', '2026-05-06'])
  const undone = await back(drawn.change)
  assert.deepEqual(await house.as(owner, (s) => linksOf(s, p)), [])
  assert.deepEqual(await dates(b.id), ['2026-05-04', '2026-05-04'])
  assert.equal((await card(b.id)).mode, 'manual')
  await back(undone.change)
  assert.deepEqual(await dates(b.id), ['2026-05-06', '2026-05-06'])
  const lagged = await house.as(owner, (s) =>
    undoable(s, (one) => amendLink(one, drawn.link.id, { lag: 420 })),
  )
  assert.deepEqual(await dates(b.id), ['2026-05-07', '2026-05-07'])
  await back(lagged.change)
  assert.deepEqual(await dates(b.id), ['2026-05-06', '2026-05-06'])
  const gone = await house.as(owner, (s) => undoable(s, (one) => removeLink(one, drawn.link.id)))
  await back(gone.change)
  assert.equal((await house.as(owner, (s) => linksOf(s, p))).length, 1)
})

test('another launch date that was applied is taken back whole by one gesture', async () => {
  const { p, shoot, cut, launch } = await film()
  const was = [await dates(shoot.id), await dates(cut.id), await dates(launch.id)]
  const question = { launchTaskId: launch.id, moveLaunchTo: '2026-05-12' }
  const { token } = await house.as(owner, (s) => whatIf(s, p, question))
  const { change } = await house.as(owner, (s) => undoable(s, (one) => applyWhatIf(one, p, question, token)))
  assert.notDeepEqual(await dates(launch.id), was[2])
  await house.as(owner, (s) => takeBack(s, change))
  assert.deepEqual([await dates(shoot.id), await dates(cut.id), await dates(launch.id)], was)
})

test('the project’s own end moves with the launch if one says so, and goes back with it; who only works in it cannot move it', async () => {
  const { p, launch } = await film()
  const end = async () => (await house.as(owner, (s) => getProject(s, p))).endsOn
  await house.as(owner, (s) => amendProject(s, p, { endsOn: '2026-05-29' }))
  const question = { launchTaskId: launch.id, moveLaunchTo: '2026-05-12' }
  const { token } = await house.as(owner, (s) => whatIf(s, p, question))
  const hand = await house.person(workspaceId, 'member')
  await house.as(owner, (s) => setProjectMember(s, p, hand.memberId, 'contributor'))
  await assert.rejects(
    house.as(hand, (s) => applyWhatIf(s, p, question, token, '2026-06-02')),
    { code: 'FORBIDDEN' },
  )
  assert.deepEqual(await dates(launch.id), ['2026-05-08', '2026-05-08'], 'nothing moved')
  const { change } = await house.as(owner, (s) =>
    undoable(s, (one) => applyWhatIf(one, p, question, token, '2026-06-02')),
  )
  assert.deepEqual([await end(), (await dates(launch.id))[1]], ['2026-06-02', '2026-05-12'])
  await house.as(owner, (s) => takeBack(s, change))
  assert.deepEqual([await end(), (await dates(launch.id))[1]], ['2026-05-29', '2026-05-08'])
})

test('each date that follows is in the history of its task, a version on, and goes back with what moved it', async () => {
  const { p, shoot, launch } = await film()
  const before = await card(launch.id)
  await house.as(owner, (s) => amendTask(s, shoot.id, { dueOn: '2026-05-06' }))
  assert.equal((await card(launch.id)).version, before.version + 1)
  const { rows } = await house.owner.query<{
    id: string
    project_id: string
    label: string
    after: object
    before: object
  }>(
    "select id, project_id, label, before, after from history where row_id = $1 and verb = 'changed' order by id desc limit 1",
    [launch.id],
  )
  assert.deepEqual(
    [rows[0]!.project_id, rows[0]!.label, rows[0]!.before, rows[0]!.after],
    [
      p,
      'Lancement',
      { startsOn: '2026-05-08', dueOn: '2026-05-08' },
      { startsOn: '2026-05-11', dueOn: '2026-05-11' },
    ],
  )
  await assert.rejects(
    house.as(owner, (s) => undo(s, rows[0]!.id)),
    /suit le plan/,
  )
  const { rows: cause } = await house.owner.query<{ id: string }>(
    "select id from history where row_id = $1 and verb = 'changed' order by id desc limit 1",
    [shoot.id],
  )
  await house.as(owner, (s) => undo(s, cause[0]!.id))
  assert.deepEqual(await dates(launch.id), ['2026-05-08', '2026-05-08'])
})

test('a chain of six hundred tasks follows its first in one gesture', async () => {
  const p = await project()
  const first = await add(p, 'Premier', { startsOn: '2026-05-04', dueOn: '2026-05-04' })
  await house.owner.query(
    `insert into tasks (workspace_id, project_id, number, status_id, title, mode, duration_minutes, starts_on, due_on)
     select workspace_id, project_id, number + i, status_id, 'Suite ' || i, 'auto', 420, starts_on, due_on from tasks, generate_series(1, 600) i where id = $1`,
    [first.id],
  )
  await house.owner.query(
    `insert into task_links (workspace_id, project_id, from_id, to_id) select b.workspace_id, b.project_id, a.id, b.id
     from tasks a join tasks b on b.project_id = a.project_id and b.number = a.number + 1 where a.project_id = $1`,
    [p],
  )
  await house.as(owner, (s) => amendTask(s, first.id, { startsOn: '2026-05-05', dueOn: '2026-05-05' }))
  const { rows } = await house.owner.query<{ due: string; count: number }>(
    'select max(due_on)::text as due, count(distinct due_on)::int as count from tasks where project_id = $1',
    [p],
  )
  assert.deepEqual(rows[0], { due: '2028-08-22', count: 601 })
})

test('nothing is written twice: a plan already in order is left alone', async () => {
  const { p } = await film()
  assert.deepEqual(await house.as(owner, (s) => reschedule(s, p)), [])
})

test('two people who change one plan at once do not undo each other', async () => {
  const p = await project()
  const first = await add(p, 'A', { startsOn: '2026-05-04', dueOn: '2026-05-04' })
  const others = await Promise.all(
    ['B', 'C', 'D', 'E'].map((t) => add(p, t, { startsOn: '2026-05-04', dueOn: '2026-05-04' })),
  )
  const chain = [first, ...others]
  await Promise.all(others.map((o, i) => link(chain[i]!.id, o.id)))
  assert.deepEqual(await dates(others.at(-1)!.id), ['2026-05-08', '2026-05-08'])
})

test('a project has its calendar, its launch and its day; a Gantt gets all of it in one answer', async () => {
  const { p, cut, launch } = await film()
  const short = await house.as(owner, (s) =>
    createCalendar(s, {
      name: 'Matins',
      holidays: null,
      week: [0, 1, 2, 3, 4, 5, 6].map((d) => (d < 5 ? [[540, 750]] : [])),
    }),
  )
  const plan = await house.as(owner, (s) =>
    amendPlan(s, p, { calendarId: short.id, launchTaskId: launch.id }),
  )
  assert.deepEqual(
    [plan.settings.projectCalendarId, plan.settings.launchTaskId, plan.links.length],
    [short.id, launch.id, 2],
  )
  assert.deepEqual(await dates(cut.id), ['2026-05-06', '2026-05-13'], 'half days take twice as long')
  const again = await house.as(owner, (s) =>
    amendPlan(s, p, { criticalSlackMinutes: 60 }, plan.settings.version),
  )
  assert.equal(again.settings.criticalSlackMinutes, 60)
  await assert.rejects(
    house.as(owner, (s) => amendPlan(s, p, { criticalSlackMinutes: 61 }, plan.settings.version)),
    { code: 'CONFLICT' },
  )
  const other = await film()
  await assert.rejects(
    house.as(owner, (s) => amendPlan(s, p, { launchTaskId: other.launch.id })),
    { code: 'INVALID' },
  )
  const all = await house.as(owner, portfolioPlan)
  assert.ok(all.projects.some((x) => x.projectId === p && x.projectCalendarId === short.id))
})

test('a baseline keeps the dates of its day, and tells how far the project has drifted', async () => {
  const { p, shoot, cut } = await film()
  const promised = await house.as(owner, (s) => takeBaseline(s, p, 'Version signée'))
  assert.deepEqual([promised.taskCount, promised.number], [3, 0])
  await house.as(owner, (s) => amendTask(s, shoot.id, { dueOn: '2026-05-06' }))
  await add(p, 'Sous-titres', { startsOn: '2026-05-04', dueOn: '2026-05-04' })
  const drift = await house.as(owner, (s) => driftFrom(s, promised.id))
  assert.deepEqual(
    drift.drift.find((d) => d.taskId === cut.id),
    { taskId: cut.id, startMinutes: 420, finishMinutes: 420 },
  )
  assert.deepEqual([drift.finishMinutes, drift.added.length, drift.gone], [420, 1, 0])
  assert.equal((await house.as(owner, (s) => renameBaseline(s, promised.id, 'Contrat'))).name, 'Contrat')
  assert.equal((await house.as(owner, (s) => takeBaseline(s, p, 'Deuxième'))).number, 1)
  await house.as(owner, (s) => removeBaseline(s, promised.id))
  assert.deepEqual(
    (await house.as(owner, (s) => listBaselines(s, p))).map((b) => b.name),
    ['Deuxième'],
  )
})

test('an earlier launch, before anybody says yes: what moves, what breaks, who has too much; and nothing is written', async () => {
  house.clock.set(new Date('2026-05-01T08:00:00Z'))
  const { p, shoot, cut, launch } = await film()
  const ana = await house.person(workspaceId, 'member', 'Ana')
  await house.as(owner, (s) => amendTask(s, cut.id, { assigneeIds: [ana.memberId] }))
  const deadline = await add(p, 'Presse', {
    startsOn: '2026-05-07',
    dueOn: '2026-05-07',
    deadlineOn: '2026-05-08',
  })
  const later = await house.as(owner, (s) =>
    whatIf(s, p, { launchTaskId: launch.id, moveLaunchTo: '2026-05-12' }),
  )
  assert.deepEqual(later.launch, {
    taskId: launch.id,
    before: '2026-05-08',
    wanted: '2026-05-12',
    after: '2026-05-12',
  })
  assert.deepEqual(
    later.brokenDeadlines.map((b) => [b.taskId, b.minutes]),
    [[deadline.id, 420]],
  )
  assert.equal(later.finish.after, '2026-05-12')
  const sooner = await house.as(owner, (s) =>
    whatIf(s, p, { launchTaskId: launch.id, moveLaunchTo: '2026-05-05' }),
  )
  assert.deepEqual(new Set(sooner.tooEarly), new Set([shoot.id]), 'it would have to have begun already')
  assert.deepEqual(await dates(launch.id), ['2026-05-08', '2026-05-08'])
  const moved = await house.as(owner, (s) =>
    applyWhatIf(s, p, { launchTaskId: launch.id, moveLaunchTo: '2026-05-12' }, later.token),
  )
  assert.ok(moved.cards.some((c) => c.id === launch.id))
  assert.deepEqual(
    [await dates(shoot.id), await dates(cut.id), await dates(launch.id)],
    [
      ['2026-05-06', '2026-05-07'],
      ['2026-05-08', '2026-05-12'],
      ['2026-05-12', '2026-05-12'],
    ],
  )
  await assert.rejects(
    house.as(owner, (s) =>
      applyWhatIf(s, p, { launchTaskId: launch.id, moveLaunchTo: '2026-05-05' }, sooner.token),
    ),
    { code: 'CONFLICT' },
    'the plan is not the one it was asked of',
  )
})

test('moving a few tasks shows who would have more than they can do, and what it costs', async () => {
  house.clock.set(new Date('2026-05-01T08:00:00Z'))
  const p = await project()
  const ana = (await house.person(workspaceId, 'member', 'Zoé')).memberId
  const day = { assigneeIds: [ana], estimateMinutes: 420 }
  await add(p, 'Un', { ...day, startsOn: '2026-05-04', dueOn: '2026-05-04' })
  const two = await add(p, 'Deux', { ...day, startsOn: '2026-05-05', dueOn: '2026-05-05' })
  const answer = await house.as(owner, (s) => whatIf(s, p, { shifts: [{ taskId: two.id, days: -1 }] }))
  assert.deepEqual(answer.overloaded, [{ memberId: ana, before: 0, after: 420, cents: null }])
  assert.equal(answer.overtimeCents, 0)
  assert.deepEqual(
    answer.moved.map((m) => [m.taskId, m.days]),
    [[two.id, -1]],
  )
})

test('a reader sees the plan and changes nothing; a neighbour sees none of it', async () => {
  const { p, shoot, cut, launch } = await film()
  const guest = await house.person(workspaceId, 'guest', 'Cliente')
  await house.as(owner, (s) => setProjectMember(s, p, guest.memberId, 'reader'))
  const [drawn] = await house.as(owner, (s) => linksOf(s, p))
  const base = await house.as(owner, (s) => takeBaseline(s, p, 'Base'))
  assert.equal((await house.as(guest, (s) => planOf(s, p))).links.length, 2)
  assert.equal((await house.as(guest, (s) => driftFrom(s, base.id))).tasks.length, 3)
  const asked = await house.as(guest, (s) => whatIf(s, p, { shifts: [{ taskId: shoot.id, days: 1 }] }))
  assert.equal(asked.overtimeCents, null)
  const refused: [string, Parameters<typeof house.as>[1]][] = [
    ['link', (s) => addLink(s, { fromId: shoot.id, toId: launch.id })],
    ['relink', (s) => amendLink(s, drawn!.id, { lag: 1 })],
    ['unlink', (s) => removeLink(s, drawn!.id)],
    ['reschedule', (s) => reschedule(s, p)],
    ['settings', (s) => amendPlan(s, p, { criticalSlackMinutes: 1 })],
    ['baseline', (s) => takeBaseline(s, p, 'x')],
    ['rename', (s) => renameBaseline(s, base.id, 'x')],
    ['remove', (s) => removeBaseline(s, base.id)],
    ['apply', (s) => applyWhatIf(s, p, { shifts: [] }, asked.token)],
  ]
  for (const [what, deed] of refused) {
    await assert.rejects(house.as(guest, deed), { code: 'FORBIDDEN' }, what)
    if (what === 'reschedule') continue
    await assert.rejects(
      house.as(stranger, deed),
      (e: { code: string }) => ['NOT_FOUND', 'FORBIDDEN'].includes(e.code),
      what,
    )
  }
  await assert.rejects(
    house.as(stranger, (s) => planOf(s, p)),
    { code: 'NOT_FOUND' },
  )
  assert.deepEqual(await house.as(stranger, (s) => linksOf(s, p)), [])
  assert.deepEqual(await house.as(stranger, (s) => listBaselines(s, p)), [])
  assert.deepEqual(await house.as(stranger, (s) => reschedule(s, p)), [])
  await assert.rejects(
    house.as(stranger, (s) => driftFrom(s, base.id)),
    { code: 'NOT_FOUND' },
  )
  const elsewhere = await add(await project(), 'Ailleurs')
  await assert.rejects(link(cut.id, elsewhere.id), { code: 'INVALID' })
})

test('what the verbs answer is what the API promises', async () => {
  const { p, shoot, cut, launch } = await film()
  const [b, c] = [await add(p, 'B'), await add(p, 'C')]
  LinkMoved.parse(await link(b.id, c.id, { kind: 'ss', lag: -60 }))
  ProjectPlan.parse(await house.as(owner, (s) => planOf(s, p)))
  Portfolio.parse(await house.as(owner, portfolioPlan))
  const base = Baseline.parse(await house.as(owner, (s) => takeBaseline(s, p, 'Base')))
  Drift.parse(await house.as(owner, (s) => driftFrom(s, base.id)))
  const question = {
    moveLaunchTo: '2026-05-12',
    launchTaskId: launch.id,
    shifts: [{ taskId: cut.id, days: 1 }],
  }
  const answer = Answer.parse(await house.as(owner, (s) => whatIf(s, p, question)))
  Moved.parse(await house.as(owner, (s) => applyWhatIf(s, p, question, answer.token)))
  assert.deepEqual(await dates(shoot.id), ['2026-05-06', '2026-05-07'])
  assert.equal((await card(cut.id)).constraintKind, 'snet')
})
