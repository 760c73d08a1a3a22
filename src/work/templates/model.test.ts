import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bodyOf, readyTemplates } from './model/ready.ts'
import { outlineOf, spanOf, summaryOf, TemplateBody, workingDayFrom, workingDaysBetween } from './model.ts'

const weekday = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

test('working days are counted both ways from the anchor', () => {
  assert.equal(workingDayFrom('2026-11-23', 0, weekday), '2026-11-23')
  assert.equal(workingDayFrom('2026-11-23', 5, weekday), '2026-11-30')
  assert.equal(workingDayFrom('2026-11-23', -1, weekday), '2026-11-20')
  assert.equal(workingDayFrom('2026-11-22', 0, weekday), '2026-11-23', 'a Sunday anchor is the Monday after')
  assert.equal(workingDaysBetween('2026-11-23', '2026-11-20', weekday), -1)
})

test('a day turned into an offset and back is the same working day', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: -900, max: 900 }), (start, n) => {
      const anchor = new Date(Date.UTC(2024, 0, 1 + start)).toISOString().slice(0, 10)
      assert.equal(workingDaysBetween(anchor, workingDayFrom(anchor, n, weekday), weekday), n)
    }),
    { seed: 17, numRuns: 300 },
  )
})

test('a calendar without a working day does not turn for ever', () => {
  assert.match(
    workingDayFrom('2026-11-23', 3, () => false),
    /^\d{4}-/,
  )
})

for (const ready of readyTemplates)
  test(`the ready model « ${ready.name[0]} » holds together, in both languages`, () => {
    for (const locale of ['fr', 'en'] as const) {
      const body = TemplateBody.parse(bodyOf(ready, locale))
      const keys = new Set(body.tasks.map((t) => t.key))
      assert.equal(keys.size, body.tasks.length, 'each key once')
      assert.equal(outlineOf(body.tasks).length, body.tasks.length)
      assert.equal(
        body.tasks.filter((t) => t.key === 'launch' && t.kind === 'milestone' && t.due === 0).length,
        1,
      )
      const at = new Map(body.tasks.map((t) => [t.key, t]))
      const roles = new Set(body.roles.map((r) => r.key))
      for (const t of body.tasks) {
        assert.ok(t.start! <= t.due!, t.key)
        for (const r of t.roles) assert.ok(roles.has(r), `${t.key}: ${r}`)
        if (t.action)
          assert.ok(
            body.actions.some((a) => a.key === t.action),
            t.key,
          )
        if (t.parent) assert.ok(keys.has(t.parent), t.key)
        const under = body.tasks.filter((c) => c.parent === t.key)
        for (const c of under) assert.ok(c.start! >= t.start! && c.due! <= t.due!, `${c.key} within ${t.key}`)
      }
      for (const l of body.links) {
        assert.ok(keys.has(l.from) && keys.has(l.to), `${l.from} → ${l.to}`)
        assert.ok(
          at.get(l.to)!.start! > at.get(l.from)!.due! || at.get(l.to)!.kind === 'milestone',
          `${l.from} ends before ${l.to} starts`,
        )
      }
      for (const r of roles)
        assert.ok(
          body.tasks.some((t) => t.roles.includes(r)),
          `${r} does something`,
        )
      const { counts, workingDays } = summaryOf(body)
      assert.ok(
        counts.tasks >= 8 &&
          counts.links >= 6 &&
          workingDays === spanOf(body)!.last - spanOf(body)!.first + 1,
      )
    }
  })
