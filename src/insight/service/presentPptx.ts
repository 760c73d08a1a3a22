import pptx from 'pptxgenjs'
import { formats } from '#platform/formats.ts'
import { brandOf } from '../brand/model.ts'
import { ends, sayIn } from '../document/model.ts'
import type { ReviewDocument } from '../model.ts'
import { type Deck, master, type Pptx } from './pptx/deck.ts'
import { slides } from './pptx/slides.ts'

// The package gives its class as default, or as default of default, depending on who loads it.
const Presentation = ((pptx as unknown as { default?: new () => Pptx }).default ?? pptx) as new () => Pptx

/** The review as slides: a master in the client's colours, native charts and tables that can be edited, notes for the speaker. */
export async function presentPptx(doc: ReviewDocument, o: { origin: string }): Promise<Buffer> {
  const pres = new Presentation()
  const say = sayIn(doc.locale)
  const period = say('doc.period', ends(doc.from, doc.to, doc.locale))
  const deck: Deck = {
    pres,
    doc,
    say,
    f: formats(doc.locale, doc.timezone),
    brand: brandOf(doc.cover.colour, doc.cover.accent),
    origin: o.origin,
    period,
  }
  pres.layout = 'LAYOUT_WIDE'
  pres.title = doc.title
  pres.author = doc.cover.workspace
  pres.company = doc.cover.workspace
  pres.subject = period
  pres.theme = { headFontFace: 'Georgia', bodyFontFace: 'Calibri' }
  master(deck)
  slides(deck)
  return (await pres.write({ outputType: 'nodebuffer', compression: true })) as Buffer
}
