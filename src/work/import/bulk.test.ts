import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { openHouse } from '#platform/testing.ts'
import { listTasks } from '../service.ts'
import { readyToImport } from './any.ts'
import { ImportOptions } from './model.ts'

const house = await openHouse()
const { owner } = await house.workspace()

let asked = 0
const { query } = pg.Client.prototype
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  asked += 1
  return Reflect.apply(query, this, args)
} as never

/** Finished, late, commented, timed, linked: every kind of row an import writes. */
const lines = (n: number) =>
  Buffer.from(
    [
      'Titre;Responsable;État;Échéance;Temps passé;Créée le;Lien;Dépend de',
      ...Array.from(
        { length: n },
        (_, i) =>
          `Tâche ${i};Zoé Kerr;${i % 3 ? 'À faire' : 'Terminé'};2026-05-${String((i % 28) + 1).padStart(2, '0')};2 h;2026-01-05;https://example.org/${i};${i ? `Tâche ${i - 1}` : ''}`,
      ),
    ].join('\n'),
  )

test('an import of four hundred tasks takes hardly more statements than one of a hundred, and writes all of each', async () => {
  const count = async (n: number) => {
    const p = await house.project(owner)
    const ready = await readyToImport('csv', lines(n), 'liste.csv', ImportOptions.parse({}), {
      timezone: 'Europe/Paris',
      locale: 'fr',
    })
    asked = 0
    const found = await house.as(owner, (s) => ready.deliveries[0]!.bring(s, p, async () => {}, []))
    const statements = asked
    assert.deepEqual(
      [found.created.tasks, found.created.links, found.created.time, found.created.attachments],
      [n, n - 1, n, n],
    )
    const { rows } = await house.owner.query(
      `select (select count(*)::int from history where project_id = $1 and noun = 'task' and verb = 'created') as history,
        (select count(*)::int from search_documents where project_id = $1 and noun = 'task') as found,
        (select count(distinct number)::int from tasks where project_id = $1) as numbers,
        (select count(*)::int from tasks where project_id = $1 and created_at < '2026-01-06') as born,
        (select count(*)::int from tasks where project_id = $1 and completed_at is not null) as finished`,
      [p],
    )
    const third = Math.ceil(n / 3)
    assert.deepEqual(rows[0], { history: n, found: n, numbers: n, born: n, finished: third })
    return { p, statements }
  }
  const little = await count(100)
  const much = await count(400)
  // Four lots instead of one.
  assert.ok(much.statements < little.statements + 100, `${much.statements} against ${little.statements}`)
  const titles = (await house.as(owner, (s) => listTasks(s, little.p, { limit: 200 }))).items
  assert.equal(titles.find((t) => t.title === 'Tâche 7')?.number, 8, 'in the order of the file')
})
