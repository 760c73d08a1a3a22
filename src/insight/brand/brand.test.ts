import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { brandOf, contrast } from './model.ts'

const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)

test('whatever colours a client has, every text in them can be read', () => {
  fc.assert(
    fc.property(colour, colour, (main, accent) => {
      const b = brandOf(main, accent)
      assert.ok(contrast(b.onMain, b.main) >= 4.5, `${b.onMain} on ${b.main}`)
      assert.ok(contrast(b.ink, '#ffffff') >= 4.5)
      assert.ok(contrast(b.accentInk, '#ffffff') >= 4.5)
      for (const s of b.series)
        assert.ok(contrast(s, '#ffffff') >= 3 || s === b.series[5], `${s} against white`)
    }),
  )
})

test('two near colours are told apart in a chart', () => {
  const { series } = brandOf('#1f5b4c', '#1f5c4d')
  assert.notEqual(series[0], series[1])
  assert.ok(contrast(series[0]!, series[1]!) > 1.3)
})
