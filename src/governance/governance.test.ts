import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLine } from '#budget/service.ts'
import { throughDoor } from '#platform/gates/door.ts'
import { undo } from '#platform/ledger.ts'
import { amendProject, createOrganisation, setProjectMember } from '#platform/tenancy/service.ts'
import { openHouse, type Person } from '#platform/testing.ts'
import { amendAction, discardAction, planAction } from '#strategy/service/actions.ts'
import { setObjective } from '#strategy/service/objectives.ts'
import { demoGovernance } from './demo.ts'
import type { Approval, Verdict } from './model.ts'
import { decideAsMember, decideAsOutsider, readAsOutsider } from './service/decide.ts'
import { linkOf, resendLink, revokeLink } from './service/links.ts'
import { changesSinceApproval, getApproval, listApprovals } from './service/read.ts'
import { remindApprovers, setReminders } from './service/remind.ts'
import { requestApproval, withdrawApproval } from './service/request.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()

const marie = { name: 'Marie Duval', email: 'Marie@Brume.example' }
const paul = { name: 'Paul Sand', email: 'paul@brume.example' }

async function plan() {
  const projectId = await house.project(owner)
  await house.as(owner, async (s) => {
    const client = await createOrganisation(s, { kind: 'client', name: 'Brume', colour: '#4A2C6B' })
    await amendProject(s, projectId, { clientId: client.id })
    const line = await createLine(s, projectId, { label: 'Influence', plannedCents: 1_200_000 })
    const objective = await setObjective(s, projectId, {
      title: 'Dix mille visites',
      target: 10_000,
      dueOn: '2026-06-30',
    })
    await planAction(s, projectId, {
      title: 'Dix créatrices',
      channel: 'influence',
      budgetLineId: line.id,
      objectiveId: objective.id,
    })
    await planAction(s, projectId, { title: 'Lettre aux clientes', channel: 'email' })
  })
  return projectId
}
const ask = (projectId: string, approvers = [marie], who: Person = owner) =>
  house.as(who, (s) =>
    requestApproval(s, {
      projectId,
      subject: { noun: 'plan', id: projectId },
      title: 'Plan de l’été',
      dueOn: '2026-03-30',
      approvers,
    }),
  )
const keyOf = async (a: Approval, n = 0) =>
  (await house.as(owner, (s) => linkOf(s, a.approvers[n]!.id))).split('/').at(-1)!
const read = (key: string) => throughDoor(house.platform, 'approval', key, readAsOutsider)
const decide = (key: string, v: Verdict) =>
  throughDoor(house.platform, 'approval', key, (s, door) => decideAsOutsider(s, door, v))

test('a client reads the plan by their link and approves it; the record says who, when and how we know', async () => {
  const projectId = await plan()
  const asked = await ask(projectId)
  const key = await keyOf(asked)
  const seen = await read(key)
  assert.deepEqual(
    [seen.state, seen.client?.colour, seen.me.name, seen.snapshot.totalCents],
    ['pending', '#4A2C6B', 'Marie Duval', 1_200_000],
  )
  assert.deepEqual(
    seen.snapshot.actions.map((a) => [a.title, a.plannedCents, a.objective]),
    [
      ['Dix créatrices', 1_200_000, 'Dix mille visites'],
      ['Lettre aux clientes', 0, null],
    ],
  )
  const after = await decide(key, { decision: 'approved', comment: 'Très bien.' })
  assert.deepEqual(
    [after.state, after.me.decision, after.me.decidedAt?.toISOString()],
    ['approved', 'approved', house.clock.now().toISOString()],
  )
  const [kept] = await house.as(owner, (s) => listApprovals(s, projectId))
  assert.deepEqual(
    [kept?.state, kept?.approvers[0]?.identifiedBy, kept?.approvers[0]?.comment],
    ['approved', 'link:marie@brume.example', 'Très bien.'],
  )
  assert.equal((await read(key)).me.decision, 'approved')
  await assert.rejects(decide(key, { decision: 'refused' }), { code: 'CONFLICT' })
  const { rows } = await house.owner.query<{ kind: string }>(
    "select kind from outbox where trail->>'project' = $1 and kind like 'plan.%' order by id",
    [projectId],
  )
  assert.deepEqual(
    rows.map((r) => r.kind),
    ['plan.submitted', 'plan.approved'],
  )
})

test('the letter is in the approver’s language, carries their own link, and the key is stored nowhere', async () => {
  const projectId = await plan()
  const asked = await house.as(owner, (s) =>
    requestApproval(s, {
      projectId,
      subject: { noun: 'plan', id: projectId },
      title: 'Summer plan',
      message: 'As agreed on Monday.',
      dueOn: '2026-03-30',
      approvers: [{ name: 'Kate Moss', email: 'kate@brume.example', locale: 'en' }, paul],
    }),
  )
  const { rows } = await house.owner.query<{ subject: string; text: string; locale: string }>(
    "select subject, text, locale from mails where to_address in ('kate@brume.example', 'paul@brume.example') and created_at = $1 order by locale",
    [house.clock.now()],
  )
  assert.match(rows[0]!.subject, /asks for your approval: Summer plan/)
  assert.match(rows[0]!.text, /As agreed on Monday\.[\s\S]*30 March 2026/)
  assert.match(rows[1]!.subject, /vous demande votre accord\u202f: Summer plan/)
  const keys = rows.map((r) => /\/a\/([\w-]+)/.exec(r.text)![1]!)
  assert.notEqual(keys[0], keys[1])
  assert.deepEqual([await keyOf(asked, 0), await keyOf(asked, 1)].sort(), [...keys].sort())
  const { rows: stored } = await house.owner.query(
    "select from approvers a, history h where a.link_nonce = any ($1) or h.after::text like '%' || $2 || '%'",
    [keys, keys[0]],
  )
  assert.equal(stored.length, 0)
})

test('asking for changes needs a comment, tells the author, and a new round takes the place of the old', async () => {
  const projectId = await plan()
  const first = await ask(projectId)
  const key = await keyOf(first)
  await assert.rejects(decide(key, { decision: 'changes', comment: '  ' }), { code: 'INVALID' })
  await decide(key, { decision: 'changes', comment: 'Moins d’influence.' })
  const { rows } = await house.owner.query<{ title: string; path: string }>(
    "select title, path from notifications where member_id = $1 and kind = 'approval.changes'",
    [owner.memberId],
  )
  assert.equal(rows[0]?.title, 'Marie Duval demande des modifications\u202f: Plan de l’été')
  assert.equal(
    rows[0]?.path,
    `projets/lancement-brume-d-ete${rows[0]?.path.match(/ete(-\d+)?/)?.[1] ?? ''}/validation/${first.id}`,
  )
  const second = await ask(projectId)
  assert.deepEqual([second.round, second.state], [2, 'pending'])
  assert.equal((await read(key)).state, 'changes')
})

test('a round still open is withdrawn when another begins, and its link says so', async () => {
  const projectId = await plan()
  const key = await keyOf(await ask(projectId))
  await ask(projectId)
  assert.equal((await read(key)).state, 'withdrawn')
  await assert.rejects(decide(key, { decision: 'approved' }), { code: 'GONE' })
})

test('everybody must say yes, one no is enough, and two who answer at once are both counted', async () => {
  const projectId = await plan()
  const both = await ask(projectId, [marie, paul])
  const keys = [await keyOf(both, 0), await keyOf(both, 1)]
  await Promise.all(keys.map((k) => decide(k, { decision: 'approved' })))
  assert.equal((await house.as(owner, (s) => getApproval(s, both.id))).state, 'approved')
  const again = await ask(projectId, [marie, paul])
  await decide(await keyOf(again, 0), { decision: 'refused' })
  assert.equal((await house.as(owner, (s) => getApproval(s, again.id))).state, 'refused')
  await assert.rejects(decide(await keyOf(again, 1), { decision: 'approved' }), { code: 'CONFLICT' })
})

test('a link opens one approval and nothing else; revoked, expired or wrong, it opens nothing', async () => {
  const [one, two] = [await ask(await plan()), await ask(await plan())]
  const key = await keyOf(one)
  await throughDoor(house.platform, 'approval', key, async (s) => {
    await assert.rejects(getApproval(s, two.id), { code: 'NOT_FOUND' })
    await assert.rejects(
      requestApproval(s, {
        projectId: one.projectId,
        subject: { noun: 'plan', id: one.projectId },
        title: 'À moi',
        approvers: [paul],
      }),
      { code: 'FORBIDDEN' },
    )
  })
  await assert.rejects(throughDoor(house.platform, 'review', key, readAsOutsider), { code: 'GONE' })
  await house.as(owner, (s) => revokeLink(s, one.approvers[0]!.id))
  await assert.rejects(read(key), { code: 'GONE' })
  const fresh = await keyOf(one)
  assert.notEqual(fresh, key)
  assert.equal((await read(fresh)).state, 'pending')
  const before = house.clock.now()
  house.clock.advance(60 * 86_400_000)
  await assert.rejects(read(fresh), { code: 'GONE' })
  assert.equal((await house.as(owner, (s) => getApproval(s, one.id))).approvers[0]?.link, 'expired')
  house.clock.set(before)
  await assert.rejects(read('pas-une-clef-de-chez-nous'), { code: 'GONE' })
})

test('a reminder carries the same link while it is open', async () => {
  const asked = await ask(await plan(), [{ name: 'Rappel', email: 'rappel@brume.example' }])
  await house.as(owner, (s) => resendLink(s, asked.approvers[0]!.id))
  const { rows } = await house.owner.query<{ text: string }>(
    "select text from mails where to_address = 'rappel@brume.example'",
  )
  const [a, b] = rows.map((r) => /\/a\/([\w-]+)/.exec(r.text)![1])
  assert.equal(rows.length, 2)
  assert.equal(a, b)
  await decide(a!, { decision: 'approved' })
  await assert.rejects(
    house.as(owner, (s) => resendLink(s, asked.approvers[0]!.id)),
    { code: 'INVALID' },
  )
})

test('what moved since the approval is shown against it', async () => {
  const projectId = await plan()
  assert.equal(await house.as(owner, (s) => changesSinceApproval(s, projectId)), null)
  await decide(await keyOf(await ask(projectId)), { decision: 'approved' })
  assert.deepEqual((await house.as(owner, (s) => changesSinceApproval(s, projectId)))?.changes, [])
  await house.as(owner, async (s) => {
    const { snapshot } = await getApproval(s, (await listApprovals(s, projectId))[0]!.id)
    await amendAction(s, snapshot.actions[0]!.id, { title: 'Douze créatrices' })
    await discardAction(s, snapshot.actions[1]!.id)
    await planAction(s, projectId, { title: 'Affichage', channel: 'print' })
  })
  const since = await house.as(owner, (s) => changesSinceApproval(s, projectId))
  assert.deepEqual(
    since?.changes.map((c) => [c.kind, c.title]),
    [
      ['changed', 'Douze créatrices'],
      ['added', 'Affichage'],
      ['removed', 'Lettre aux clientes'],
    ],
  )
  assert.deepEqual(since?.changes[0]?.fields, [
    { field: 'title', before: 'Dix créatrices', after: 'Douze créatrices' },
  ])
})

test('a member who was asked decides from inside; another may not decide for them', async () => {
  const projectId = await plan()
  const boss = await house.person(workspaceId, 'member', 'Directrice')
  const other = await house.person(workspaceId, 'manager')
  const asked = await ask(projectId, [{ name: boss.name, email: boss.email }])
  await assert.rejects(
    house.as(other, (s) => decideAsMember(s, asked.id, { decision: 'approved' })),
    { code: 'FORBIDDEN' },
  )
  const after = await house.as(boss, (s) => decideAsMember(s, asked.id, { decision: 'approved' }))
  assert.deepEqual([after.state, after.approvers[0]?.identifiedBy], ['approved', `account:${boss.email}`])
})

test('a decision on record is never undone', async () => {
  const asked = await ask(await plan())
  await decide(await keyOf(asked), { decision: 'refused' })
  const { rows } = await house.owner.query<{ id: string }>(
    "select id from history where row_id = any ($1) and verb = 'changed'",
    [[asked.id, asked.approvers[0]!.id]],
  )
  assert.ok(rows.length >= 2)
  for (const { id } of rows)
    await assert.rejects(
      house.as(owner, (s) => undo(s, id)),
      { code: 'FORBIDDEN' },
    )
})

test('a member may not submit, a guest reads the rounds of their project without the addresses, the neighbour sees none', async () => {
  const projectId = await plan()
  const asked = await ask(projectId)
  const member = await house.person(workspaceId, 'member')
  await assert.rejects(ask(projectId, [paul], member), { code: 'FORBIDDEN' })
  await assert.rejects(
    house.as(member, (s) => linkOf(s, asked.approvers[0]!.id)),
    { code: 'FORBIDDEN' },
  )
  await assert.rejects(
    house.as(member, (s) => withdrawApproval(s, asked.id)),
    { code: 'FORBIDDEN' },
  )
  const guest = await house.person(workspaceId, 'guest')
  await assert.rejects(
    house.as(guest, (s) => getApproval(s, asked.id)),
    { code: 'NOT_FOUND' },
  )
  await house.as(owner, (s) => setProjectMember(s, projectId, guest.memberId, 'reader'))
  const [seen] = await house.as(guest, (s) => listApprovals(s, projectId))
  assert.deepEqual([seen?.approvers[0]?.name, seen?.approvers[0]?.email], ['Marie Duval', ''])
  const { owner: neighbour } = await house.workspace('Voisin')
  await assert.rejects(
    house.as(neighbour, (s) => getApproval(s, asked.id)),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(neighbour, (s) => linkOf(s, asked.approvers[0]!.id)),
    { code: 'NOT_FOUND' },
  )
})

test('an empty plan is not submitted, nor the same address twice', async () => {
  const empty = await house.project(owner, 'Vide')
  await assert.rejects(ask(empty), { code: 'INVALID' })
  await assert.rejects(ask(await plan(), [marie, { ...marie, email: 'marie@brume.example' }]), {
    code: 'INVALID',
  })
})

test('the demo tells its rounds at their own dates, through the same verbs', async () => {
  const projectId = await plan()
  const [first, second] = await house.as(owner, (s) =>
    demoGovernance(s, projectId, [
      {
        askedAt: new Date('2026-02-02T09:00:00Z'),
        title: 'Plan',
        message: '',
        dueOn: '2026-02-09',
        approvers: [
          {
            ...marie,
            decision: 'changes',
            comment: 'Moins de presse.',
            decidedAt: new Date('2026-02-04T16:20:00Z'),
          },
        ],
      },
      {
        askedAt: new Date('2026-02-10T09:00:00Z'),
        title: 'Plan revu',
        message: '',
        dueOn: '2026-02-20',
        approvers: [{ ...marie, decision: 'approved', decidedAt: new Date('2026-02-12T08:05:00Z') }],
      },
    ]),
  )
  assert.deepEqual([first?.state, first?.decidedAt?.toISOString()], ['changes', '2026-02-04T16:20:00.000Z'])
  assert.deepEqual(
    [second?.round, second?.state, second?.requestedBy, second?.approvers[0]?.decidedAt?.toISOString()],
    [2, 'approved', owner.name, '2026-02-12T08:05:00.000Z'],
  )
})

test('reminders leave by themselves, at office hours, and stop when switched off or answered', async () => {
  const projectId = await plan()
  const now = house.clock.now()
  const day = (n: number) => new Date(now.getTime() + n * 86_400_000).toISOString().slice(0, 10)
  const a = await house.as(owner, (s) =>
    requestApproval(s, {
      projectId,
      subject: { noun: 'plan', id: projectId },
      title: 'Plan à relancer',
      dueOn: day(4),
      approvers: [marie, paul],
    }),
  )
  const stranger = await house.workspace()
  await assert.rejects(
    house.as(stranger.owner, (s) => setReminders(s, a.id, false)),
    { code: 'NOT_FOUND' },
  )
  const letters = async () => {
    await house.as(owner, (s) => remindApprovers(s))
    const { rows } = await house.as(owner, (s) =>
      s.sql<{ n: number }>(
        "select count(*)::int as n from mails where subject like 'Rappel%Plan à relancer%'",
      ),
    )
    return rows[0]!.n
  }
  const at = (n: number, hour: number) =>
    house.clock.set(new Date(`${day(n)}T${String(hour).padStart(2, '0')}:30:00Z`))
  assert.equal(await letters(), 0)
  at(2, 2)
  assert.equal(await letters(), 0, 'not at night')
  at(2, 10)
  assert.equal(await letters(), 2)
  assert.equal(await letters(), 2, 'once a day')
  await decide(await keyOf(a), { decision: 'approved' })
  at(7, 10)
  assert.equal(await letters(), 3, 'late: only who has not answered')
  await house.as(owner, (s) => setReminders(s, a.id, false))
  at(10, 10)
  assert.equal(await letters(), 3)
})
