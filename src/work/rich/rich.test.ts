import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { merged } from './model/merge.ts'
import { blocksOf, inlineOf, referencesIn, withTick } from './model/text.ts'
import { calledAt, entered, lined, wrapped } from './model/typing.ts'

const seed = { seed: 20260316, numRuns: 300 }
const words = (text: string, names: string[] = []) =>
  inlineOf(text, names).map((n) =>
    n.kind === 'text'
      ? n.text
      : [n.kind, 'inside' in n ? n.inside : 'text' in n ? n.text : 'name' in n ? n.name : ''],
  )
const bare = (text: string) => [{ kind: 'text', text }]

test('what people write is read as they mean it', () => {
  assert.deepEqual(words('un **mot** et *un* autre'), [
    'un ',
    ['strong', bare('mot')],
    ' et ',
    ['em', bare('un')],
    ' autre',
  ])
  assert.deepEqual(words('nom_de_fichier, 2 * 3 * 4, **ouvert'), ['nom_de_fichier, 2 * 3 * 4, **ouvert'])
  assert.deepEqual(words('voir `a*b*c`'), ['voir ', ['code', 'a*b*c']])
  assert.deepEqual(words('**gras *et* penché**'), [
    [
      'strong',
      [
        { kind: 'text', text: 'gras ' },
        { kind: 'em', inside: bare('et') },
        { kind: 'text', text: ' penché' },
      ],
    ],
  ])
})

test('addresses become links, sentences keep their full stop, and nothing that could run is a link', () => {
  const links = (t: string) => inlineOf(t).flatMap((n) => (n.kind === 'link' ? [n.href] : []))
  assert.deepEqual(links('voir https://example.org/a?b=1.'), ['https://example.org/a?b=1'])
  assert.deepEqual(links('[le site](https://example.org/a_(b))'), ['https://example.org/a_(b)'])
  assert.deepEqual(links('[x](javascript:alert(1)) [y](data:text/html,z) [z](vbscript:a)'), [])
})

test('names and tasks are found, e-mail addresses and colours are not', () => {
  const names = ['Ana', 'Ana Roy', 'Élise']
  assert.deepEqual(words('@Ana Roy et @elise', names), [['mention', 'Ana Roy'], ' et ', ['mention', 'Élise']])
  assert.deepEqual(words('ana@Ana.fr @Anatole', names), ['ana@Ana.fr @Anatole'])
  assert.deepEqual(words('#12, #brume/3 et a#4 #12e'), [
    ['reference', '12'],
    ', ',
    ['reference', 'brume/3'],
    ' et a#4 #12e',
  ])
  assert.deepEqual(referencesIn(['#12, #brume/3 et a#4', '(#7)']), ['12', 'brume/3', '7'])
})

test('headings, quotes, code, nested and ticked lists', () => {
  const blocks = blocksOf(
    '# Titre\n\nUn\ndeux\n\n- [ ] a\n- [x] b\n  - sous\n\n1. un\n2. deux\n\n> cité\n\n```\n**code**\n```\n---',
  )
  assert.deepEqual(
    blocks.map((b) => b.kind),
    ['heading', 'paragraph', 'list', 'list', 'quote', 'code', 'rule'],
  )
  const [, , ticks] = blocks
  assert.ok(ticks?.kind === 'list')
  assert.deepEqual(
    ticks.items.map((i) => [i.done, i.line, i.inside.length]),
    [
      [false, 5, 1],
      [true, 6, 2],
    ],
  )
})

test('ticking a line changes that line alone, and unticking gives the text back', () => {
  const source = 'À faire\n- [ ] un\n> - [ ] deux\n1. [x] trois\n- quatre'
  assert.equal(withTick(source, 1, true).split('\n')[1], '- [x] un')
  assert.equal(withTick(source, 2, true).split('\n')[2], '> - [x] deux')
  assert.equal(withTick(withTick(source, 1, true), 1, false), source)
  assert.equal(withTick(source, 4, true), source)
})

test('any text at all is read, quickly, and loses none of its letters', () => {
  const pieces = fc.array(
    fc.constantFrom(
      '**',
      '*',
      '_',
      '~~',
      '`',
      '[',
      '](',
      ')',
      '@',
      '#1',
      '\n',
      '> ',
      '- ',
      '- [ ] ',
      '  ',
      'mot ',
      '```',
      'https://a.b',
    ),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(pieces, (p) => {
      const source = p.join('')
      const letters = (s: string) => s.replace(/[^\p{L}]/gu, '')
      const all = JSON.stringify(blocksOf(source))
      return letters(source).length <= letters(all).length
    }),
    seed,
  )
  for (const evil of [
    '*'.repeat(50_000),
    '['.repeat(50_000),
    '> '.repeat(20_000),
    '- '.repeat(20_000),
    '_a'.repeat(20_000),
  ]) {
    const before = performance.now()
    blocksOf(evil)
    assert.ok(performance.now() - before < 3_000, evil.slice(0, 4))
  }
})

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 12 }).map((l) => l.join('\n'))
test('two who change different lines lose nothing; whoever changed nothing changes nothing', () => {
  assert.equal(
    merged('un\ndeux\ntrois\nquatre', 'UN\ndeux\ntrois\nquatre', 'un\ndeux\ntrois\nQUATRE\ncinq'),
    'UN\ndeux\ntrois\nQUATRE\ncinq',
  )
  assert.equal(merged('- [ ] a\n- [ ] b', '- [x] a\n- [ ] b', '- [ ] a\n- [x] b'), '- [x] a\n- [x] b')
  assert.equal(merged('un\ndeux', 'un\nDEUX', 'un\nDeux'), undefined)
  assert.equal(merged('un\ndeux', 'un\nplus\ndeux', 'un\nautre\ndeux'), undefined)
  fc.assert(
    fc.property(lines, lines, lines, (base, mine, theirs) => {
      assert.equal(merged(base, mine, base), mine)
      assert.equal(merged(base, base, theirs), theirs)
      assert.equal(merged(base, mine, mine), mine)
      assert.equal(merged(base, mine, theirs), merged(base, theirs, mine))
    }),
    seed,
  )
  // A change at the head and one at the tail of a long text always go together.
  fc.assert(
    fc.property(lines, lines, lines, (a, b, c) => {
      const keep = 'x1\nx2\nx3'
      const base = `${a}\n${keep}\n${a}`
      assert.equal(merged(base, `${b}\n${keep}\n${a}`, `${a}\n${keep}\n${c}`), `${b}\n${keep}\n${c}`)
    }),
    seed,
  )
})

test('the buttons put their mark and take it off again', () => {
  const at = (text: string) => ({
    text: text.replaceAll('|', ''),
    from: text.indexOf('|'),
    to: text.lastIndexOf('|') - 1,
  })
  const bold = wrapped(at('un |mot| ici'), '**')
  assert.deepEqual(bold, { text: 'un **mot** ici', from: 5, to: 8 })
  assert.deepEqual(wrapped(bold, '**'), { text: 'un mot ici', from: 3, to: 6 })
  const list = lined({ text: 'un\ndeux', from: 0, to: 7 }, 'ticks')
  assert.equal(list.text, '- [ ] un\n- [ ] deux')
  assert.equal(lined(list, 'ticks').text, 'un\ndeux')
  assert.equal(lined(list, 'numbers').text, '1. un\n2. deux')
})

test('Enter goes on with a list and leaves it on an empty line', () => {
  const type = (text: string) => entered({ text, from: text.length, to: text.length })?.text
  assert.equal(type('- [x] un'), '- [x] un\n- [ ] ')
  assert.equal(type('2. deux'), '2. deux\n3. ')
  assert.equal(type('- un\n- '), '- un\n')
  assert.equal(type('rien'), undefined)
})

test('what is called at the caret is known while it is typed', () => {
  assert.deepEqual(calledAt('vu avec @Ana R', 14), { sign: '@', said: 'Ana R', at: 8 })
  assert.deepEqual(calledAt('(#brume/1', 9), { sign: '#', said: 'brume/1', at: 1 })
  assert.equal(calledAt('ana@exemple', 11), undefined)
  assert.equal(calledAt('@Ana Roy est là', 15), undefined)
})
