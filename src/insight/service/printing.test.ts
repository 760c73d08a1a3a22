import assert from 'node:assert/strict'
import { test } from 'node:test'
import JSZip from 'jszip'
import { extractText, getDocumentProxy } from 'unpdf'
import { formats } from '#platform/formats.ts'
import { exampleDocument } from '../document/example.ts'
import { sayIn, shown } from '../document/model.ts'
import { sections } from '../model.ts'
import { presentPptx } from './presentPptx.ts'
import { printPdf } from './printPdf.ts'

const origin = 'https://pupitre.example'
const bare = (text: string) => text.replace(/\s+/g, '')

const pagesOf = async (pdf: Buffer) =>
  (await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false })).text

async function slidesOf(pptx: Buffer): Promise<string> {
  const zip = await JSZip.loadAsync(pptx)
  const parts = Object.keys(zip.files).filter((name) =>
    /^ppt\/(slides|charts|notesSlides)\/[^/]+\.xml$/.test(name),
  )
  const texts = await Promise.all(parts.map((name) => zip.file(name)!.async('text')))
  return texts.join('\n')
}

test('the PDF holds every figure of the review, in French as printed', async () => {
  const doc = exampleDocument('fr')
  const f = formats('fr', doc.timezone)
  const pdf = await printPdf(doc, { origin })
  const text = bare((await pagesOf(pdf)).join(' '))
  for (const k of doc.keyFigures)
    assert.ok(text.includes(bare(shown(f, k.figure, 'EUR'))), `${k.name} is missing`)
  for (const a of [...doc.actions, doc.actionTotal])
    for (const figure of [a.cost, a.visits, a.clicks, a.conversions, a.revenue, a.cpa])
      assert.ok(text.includes(bare(shown(f, figure, 'EUR'))), `${a.title}: ${figure.value} is missing`)
  for (const sentence of doc.summary) assert.ok(text.includes(bare(sentence)), sentence)
  assert.ok(text.includes('œ') || text.includes('Inès'), 'letters with accents are text, not drawings')
})

test('no heading stands alone at the foot of a page, and the heading of a table comes back on each of its pages', async () => {
  for (const actions of [2, 9, 40]) {
    const doc = exampleDocument('fr', { actions })
    const say = sayIn('fr')
    const pages = await pagesOf(await printPdf(doc, { origin }))
    for (const page of pages.slice(1)) {
      const lines = page.replace(/Bilan de campagne · du[\s\S]*$/, '').trim()
      for (const key of sections)
        assert.ok(
          !lines.endsWith(say(`section.${key}`)),
          `${say(`section.${key}`)} alone with ${actions} actions`,
        )
    }
    if (actions === 40)
      assert.ok(pages.filter((p) => p.includes(say('col.cpa'))).length >= 3, 'the heading is repeated')
    for (const [i, p] of pages.slice(1).entries())
      assert.ok(p.includes(say('doc.page', { page: i + 2, pages: pages.length })), 'pages are numbered')
  }
})

test('texts written by hand take the place of the drafted ones, on paper and on slides', async () => {
  const texts = {
    summary: 'Un été que la marque n’oubliera pas.',
    lessons: 'Garder la newsletter.',
    next: 'Préparer l’automne.',
  }
  const doc = exampleDocument('fr', { texts })
  const pdf = (await pagesOf(await printPdf(doc, { origin }))).join(' ')
  const pptx = await slidesOf(await presentPptx(doc, { origin }))
  for (const words of Object.values(texts)) {
    assert.ok(bare(pdf).includes(bare(words)), `${words} in the PDF`)
    assert.ok(pptx.includes(words), `${words} on the slides`)
  }
  assert.ok(!bare(pdf).includes(bare(sayIn('fr')('lessons.draft'))), 'nothing is called a draft any more')
})

test('the slides hold the figures in tables and charts that can be edited, and lead to the rows', async () => {
  const doc = exampleDocument('en')
  const f = formats('en', doc.timezone)
  const pptx = await presentPptx(doc, { origin })
  const xml = await slidesOf(pptx)
  for (const a of doc.actions) {
    assert.ok(xml.includes(`<c:v>${a.cost.value! / 100}</c:v>`), `the chart holds the cost of ${a.title}`)
    assert.ok(xml.includes(shown(f, a.revenue, 'EUR')), `the table holds the revenue of ${a.title}`)
  }
  const zip = await JSZip.loadAsync(pptx)
  assert.ok(
    Object.keys(zip.files).some((n) => /embeddings\/.*\.xlsx$/.test(n)),
    'charts carry their workbook',
  )
  const rels = await Promise.all(
    Object.keys(zip.files)
      .filter((n) => /slides\/_rels\/.*\.rels$/.test(n))
      .map((n) => zip.file(n)!.async('text')),
  )
  assert.ok(rels.join('').includes(`${origin}/atelier/projets/brume/bilan/lignes`))
  assert.ok(xml.includes(sayIn('en')('lessons.draft')), 'drafts say they are drafts')
})

test('a project of which nothing is known yet still gives a whole PDF and slides, with dashes and no zeros', async () => {
  const full = exampleDocument('fr')
  const empty = {
    ...full,
    keyFigures: full.keyFigures.map((k) => ({ ...k, figure: { ...k.figure, value: null } })),
    objectives: [],
    days: [],
    channels: [],
    actions: [],
    unattributed: null,
    lines: [],
    approvals: [],
    lessons: [],
    summary: [],
    work: { ...full.work, total: { ...full.work.total, value: 0 }, lateTasks: [] },
  }
  const text = (await pagesOf(await printPdf(empty, { origin }))).join(' ')
  const say = sayIn('fr')
  for (const key of ['objectives', 'audience', 'actions', 'budget', 'work', 'approvals', 'lessons'] as const)
    assert.ok(bare(text).includes(bare(say(`empty.${key}`))), key)
  assert.ok((await presentPptx(empty, { origin })).length > 10_000)
})
