import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instantOf } from '../../scheduling/model.ts'
import { outline, type Print, paginate, papers, svgOf } from '../model.ts'
import { card, planOf } from '../testing.ts'

describe('pages', () => {
  const cards = Array.from({ length: 90 }, (_, i) =>
    card({ id: `t${i}`, title: `Tâche <${i}>`, startsOn: '2026-05-04', dueOn: '2026-05-06' }),
  )
  const plan = planOf(cards)
  const rows = outline([{ key: 'all', label: '', cards }], new Set(), false)
  const print: Print = {
    title: 'Lancement',
    subtitle: '',
    foot: (page, pages) => `${page}/${pages}`,
    rows,
    places: plan.places,
    links: [{ from: 0, to: 80, kind: 'fs', critical: false }],
    baseline: null,
    deadline: () => null,
    isOff: (day) => plan.calendar.periodsOn(day).length === 0,
    today: instantOf('2026-05-05'),
    critical: true,
    columns: [
      { head: 'N°', width: 26, text: () => '' },
      { head: 'Tâche', width: 160, text: (r) => (r.kind === 'task' ? r.card.title : r.label) },
    ],
    tick: () => 'mai',
    legend: [],
    from: instantOf('2026-05-04'),
    to: instantOf('2026-05-07'),
  }
  it('shows every line once, over as many pages as it takes, with the heads on each', () => {
    const pages = paginate(print, papers.a4)
    const words = pages.map((p) => p.marks.flatMap((m) => (m.as === 'text' ? [m.text] : [])))
    assert.ok(pages.length > 2)
    assert.deepEqual(
      words.flat().filter((w) => w.startsWith('Tâche <')),
      cards.map((c) => c.title),
    )
    for (const [i, page] of words.entries()) {
      assert.ok(page.includes('Tâche') && page.includes('Lancement'))
      assert.ok(page.includes(`${i + 1}/${pages.length}`))
    }
  })
  it('stays on the paper', () => {
    for (const page of paginate(print, papers.a3))
      for (const m of page.marks)
        if (m.as !== 'path')
          assert.ok(m.x >= 0 && m.x <= papers.a3.width && m.y >= 0 && m.y <= papers.a3.height)
  })
  it('gives a date the room it needs, and takes it from the names when the paper is small', () => {
    const long = 'Négocier l’achat d’espace avec les trois régies'
    const columns = [
      { head: 'N°', width: 24, text: () => '' },
      { head: 'Tâche', width: 120, most: 320, text: () => long },
      ...['Début', 'Fin', 'Livré', 'Promis'].map((head) => ({
        head,
        width: 44,
        most: 84,
        text: () => '30 sept. 2027',
      })),
    ]
    const said = (paper: { width: number; height: number }) =>
      paginate({ ...print, columns }, paper)[0]!.marks.flatMap((m) => (m.as === 'text' ? [m.text] : []))
    assert.ok(said(papers.a3).includes(long))
    const small = said(papers.a4)
    assert.equal(small.filter((text) => text === '30 sept. 2027').length % 4, 0)
    assert.ok(small.includes('30 sept. 2027') && !small.includes(long))
    assert.ok(small.some((text) => text.startsWith('Négocier') && text.endsWith('…')))
  })
  it('escapes what people wrote', () => {
    const svg = svgOf(paginate(print, null)[0]!)
    assert.ok(svg.includes('Tâche &lt;0&gt;'))
    assert.ok(!svg.includes('<0>'))
  })
})
