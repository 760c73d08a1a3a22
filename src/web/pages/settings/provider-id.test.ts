import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProviderDraft } from '#platform/sso/providers.ts'
import { domainOf, providerIdFor } from './provider-id.ts'

const space = '0199a0b2-1111-7abc-8def-00c0ffee1234'

test('a whole address or a capital letter is no reason to be refused: the domain is what follows the @', () => {
  assert.equal(domainOf(' Ana@Atelier-Roy.FR '), 'atelier-roy.fr')
  assert.equal(domainOf('@atelier-roy.fr'), 'atelier-roy.fr')
  assert.equal(domainOf('atelier'), undefined)
  assert.equal(domainOf('https://atelier-roy.fr/'), undefined)
})

test('the callback address is the same each time the form is opened, and never that of another provider', () => {
  const id = providerIdFor('atelier-roy.fr', space, [])
  assert.equal(id, 'atelier-roy-fr-ffee1234')
  assert.equal(providerIdFor('atelier-roy.fr', space, []), id)
  assert.equal(providerIdFor('atelier.roy.fr', space, [{ providerId: id }]), `${id}-2`)
})

test('the server takes the identifier whatever the length of the domain', () => {
  const long = `${'tres-long-'.repeat(6)}nom.example`
  for (const domain of ['a.fr', long])
    assert.ok(ProviderDraft.shape.providerId.safeParse(providerIdFor(domain, space, [])).success)
})
