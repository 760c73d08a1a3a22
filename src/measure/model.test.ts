import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { categoryOf, channelOf } from './model/channels.ts'
import { readEvent } from './model/events.ts'
import { addressOf, utmFor } from './model/links.ts'
import { hostOf, sameSite, truncateAddress } from './model/visitor.ts'
import { likePattern, WebAddress } from './model.ts'

const csv = fs.readFileSync(path.join(import.meta.dirname, 'testdata/ga4_source_categories.csv'), 'utf8')

test('every source of Google’s list falls in the channel of its category', () => {
  const channels = {
    SEARCH: ['organic-search', 'paid-search'],
    SOCIAL: ['organic-social', 'paid-social'],
    SHOPPING: ['organic-shopping', 'paid-shopping'],
    VIDEO: ['organic-video', 'paid-video'],
  } as const
  const lines = csv.trim().split('\n').slice(1)
  assert.equal(lines.length, 819)
  const wrong = lines.flatMap((line) => {
    const [source = '', category = ''] = line.trim().split(',')
    const [free, paid] = channels[category.replace('SOURCE_CATEGORY_', '') as keyof typeof channels]
    const found = [channelOf({ source, medium: 'referral' }), channelOf({ source, medium: 'cpc' })]
    return found[0] === free && found[1] === paid ? [] : [[source, ...found]]
  })
  // A mailbox that belongs to a portal is mail, not a search: the one place where we leave the list.
  assert.ok(
    wrong.every(([source]) => /^(web)?mail/.test(source ?? '')),
    JSON.stringify(wrong),
  )
})

test('the GA4 rules are asked in their published order', () => {
  const of = (source: string, medium: string, campaign = '') => channelOf({ source, medium, campaign })
  assert.equal(of('', ''), 'direct')
  assert.equal(of('(direct)', '(none)'), 'direct')
  assert.equal(of('google', 'cpc', 'noel-shopping'), 'paid-shopping')
  assert.equal(of('google', 'cpm'), 'paid-search')
  assert.equal(of('regie.example', 'cpm'), 'display')
  assert.equal(of('regie.example', 'cpc'), 'paid-other')
  assert.equal(of('newsletter', 'email'), 'email')
  assert.equal(of('x', 'social'), 'organic-social')
  assert.equal(of('partenaire.example', 'referral'), 'referral')
  assert.equal(of('autre', 'inconnu'), 'unassigned')
  assert.equal(of('google', 'organic', 'cross-network'), 'cross-network')
  assert.equal(of('instagram', 'influence'), 'influence')
  assert.equal(of('affiche', 'offline'), 'offline')
  assert.deepEqual(
    [
      categoryOf('www.google.fr'),
      categoryOf('google.co.uk'),
      categoryOf('l.instagram.com'),
      categoryOf('exemple.fr'),
    ],
    ['search', 'search', 'social', undefined],
  )
})

test('an address is cut before anything reads it', () => {
  assert.equal(truncateAddress('203.0.113.7'), '203.0.0.0')
  assert.equal(truncateAddress('::ffff:203.0.113.7'), '203.0.0.0')
  assert.equal(truncateAddress('2001:db8:85a3:8d3:1319:8a2e:370:7348'), '2001:db8:8500::')
  assert.equal(truncateAddress('2001:db8::1'), '2001:db8:0::')
  assert.equal(truncateAddress('pool-17.box.fournisseur.example'), 'fournisseur.example')
  fc.assert(fc.property(fc.ipV4(), (ip) => truncateAddress(ip).endsWith('.0.0')))
})

test('two writings of a site’s address are one host', () => {
  for (const text of [
    'https://www.Exemple.fr/',
    'exemple.fr',
    'http://exemple.fr:8080/page?x=1',
    'EXEMPLE.FR.',
  ])
    assert.equal(hostOf(text), 'exemple.fr')
})

test('UTM come by rule, and lead to the channel of the action', () => {
  const of = (channel: string, placement = '') =>
    utmFor({ channel, projectSlug: 'brume-d-ete', actionCode: 'mailing-mars', placement })
  assert.deepEqual(of('email', 'Newsletter n° 3'), {
    source: 'newsletter',
    medium: 'email',
    campaign: 'brume-d-ete-mailing-mars',
    content: 'newsletter-n-3',
  })
  assert.equal(of('organic-social', 'Story Instagram').source, 'instagram')
  const channels = {
    'search-ads': 'paid-search',
    'social-ads': 'paid-social',
    'organic-social': 'organic-social',
    'organic-search': 'organic-search',
    email: 'email',
    influence: 'influence',
    display: 'display',
    affiliate: 'affiliates',
    press: 'referral',
    event: 'offline',
    partner: 'referral',
    website: 'referral',
    print: 'offline',
    other: 'referral',
  }
  for (const [channel, expected] of Object.entries(channels))
    assert.equal(channelOf({ ...of(channel), campaign: '' }), expected, channel)
})

test('a link leads to its target, with its own UTM in place of older ones', () => {
  const utm = { source: 'newsletter', medium: 'email', campaign: 'mars', content: '', code: 'abc' }
  assert.equal(
    addressOf('https://brume.example/offre?taille=50&utm_source=vieux&utm_term=x#prix', utm),
    'https://brume.example/offre?taille=50&utm_source=newsletter&utm_medium=email&utm_campaign=mars&utm_id=abc#prix',
  )
  for (const bad of [
    'javascript:alert(1)',
    '//evil.example',
    '/offre',
    'data:text/html,x',
    'ftp://x.example/',
  ])
    assert.equal(WebAddress.safeParse(bad).success, false, bad)
})

test('a star stands for anything in the path of a goal', () => {
  assert.equal(likePattern('/100%_*'), '/100\\%\\_%')
})

test('whatever is posted, reading an event never throws', () => {
  fc.assert(
    fc.property(fc.anything(), (body) => {
      readEvent(body)
    }),
  )
  assert.deepEqual(
    readEvent({ site: 'k', url: '/x', name: 'achat', value: '49.9', props: { a: 1, b: { c: 1 } } }),
    { site: 'k', url: '/x', name: 'achat', referrer: '', title: '', valueCents: 4_990, props: { a: '1' } },
  )
})

test('a page belongs to its site and to the sites under it, never to one whose name merely ends alike', () => {
  assert.deepEqual(
    [
      'brume.example',
      'boutique.brume.example',
      'fausse-brume.example',
      'example',
      'brume.example.ailleurs.example',
    ].map((host) => sameSite(host, 'brume.example')),
    [true, true, false, false, false],
  )
})

test('properties that are not named values are left out, whatever shape they come in', () => {
  const props = (sent: unknown) => readEvent({ site: 'k', url: '/x', name: 'achat', props: sent })?.props
  for (const nothing of [['radio'], 'radio', 12, null, undefined]) assert.deepEqual(props(nothing), {})
  assert.deepEqual(props({ ville: 'Sète', panier: 3, pro: true, vide: null }), {
    ville: 'Sète',
    panier: '3',
    pro: 'true',
  })
})

test('the tracker weighs less than two kilobytes, and reads no cookie', () => {
  const script = fs.readFileSync(path.join(import.meta.dirname, '../tracker/p.js'))
  assert.ok(gzipSync(script, { level: 9 }).length <= 2_048)
  assert.doesNotMatch(script.toString(), /cookie\s*[=(]|\.cookie|sessionStorage|indexedDB/)
})
