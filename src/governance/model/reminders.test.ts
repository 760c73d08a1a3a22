import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOfficeHour, remindedNow } from './reminders.ts'

const asked = { askedOn: '2026-03-02', dueOn: '2026-03-12', remindedOn: null, reminders: 0 }

test('a reminder comes two days before the day, then every three days when late, four in all', () => {
  assert.equal(remindedNow(asked, '2026-03-09'), undefined)
  assert.equal(remindedNow(asked, '2026-03-10'), 'soon')
  const once = { ...asked, remindedOn: '2026-03-10', reminders: 1 }
  assert.equal(remindedNow(once, '2026-03-11'), undefined)
  assert.equal(remindedNow(once, '2026-03-12'), undefined)
  assert.equal(remindedNow(once, '2026-03-13'), 'late')
  const twice = { ...once, remindedOn: '2026-03-13', reminders: 2 }
  assert.equal(remindedNow(twice, '2026-03-14'), undefined, 'a Saturday')
  assert.equal(remindedNow(twice, '2026-03-16'), 'late')
  assert.equal(remindedNow({ ...twice, reminders: 4 }, '2026-03-20'), undefined)
})

test('nobody is reminded of what has no day, nor the day after being asked', () => {
  assert.equal(remindedNow({ ...asked, dueOn: null }, '2026-03-10'), undefined)
  assert.equal(remindedNow({ ...asked, askedOn: '2026-03-09' }, '2026-03-10'), undefined)
  assert.equal(remindedNow({ ...asked, askedOn: '2026-03-09' }, '2026-03-11'), 'soon')
})

test('letters of reminder do not leave at night', () => {
  assert.deepEqual([3, 8, 9, 17, 18, 23].map(isOfficeHour), [false, false, true, true, false, false])
})
