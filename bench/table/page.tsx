import '../../src/web/theme/tokens.css'
import '@mantine/core/styles.layer.css'
import '../../src/web/theme/base.css'
import '../../src/web/theme/mantine.css'
import { MantineProvider } from '@mantine/core'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { Speech } from '#web/i18n.tsx'
import { theme } from '#web/theme/theme.ts'
import type { Card } from '#work/model.ts'
import { TableGrid } from '#work/pieces/TableGrid.tsx'
import { applyView, emptySpec, type ViewContext, type ViewSpec } from '#work/views/model.ts'
import type { Cards } from '#work/views/pieces/useCards.tsx'
import { useSelection } from '#work/views/pieces/useSelection.ts'
import type { View } from '#work/views/pieces/useView.ts'
import { cardsOf, day, labels, names, people, statuses } from '../cards.ts'

const deeds = {} as Cards['deeds']

function Table({ cards, spec }: { cards: Card[]; spec: ViewSpec }) {
  const [ctx] = useState<ViewContext>(() => ({
    projectId: 'p',
    today: day(90),
    me: 'm0',
    people,
    statuses,
    labels,
    actions: [],
    objectives: [],
    projects: [],
    fields: [],
    links: [],
    byId: new Map(cards.map((c) => [c.id, c])),
    word: (word) => word,
  }))
  const set = {
    cards,
    total: cards.length,
    projects: [],
    statuses,
    labels,
    actions: [],
    objectives: [],
    fields: [],
    links: [],
  }
  const view = {
    spec,
    folded: new Set<string>(),
    set: () => {},
    fold: () => {},
    show: () => {},
  } as unknown as View
  return (
    <TableGrid
      cards={{ projectId: 'p', set, ctx, people, deeds, may: () => true }}
      view={view}
      applied={applyView(cards, spec, ctx)}
      selection={useSelection()}
    />
  )
}

let root: Root | undefined
const place = () => {
  root?.unmount()
  root = undefined
  const box = document.getElementById('place')!
  box.replaceChildren()
  return box
}
const counted = () => document.querySelectorAll('[role=grid], [role=grid] *').length

function show(count: number, by: string | null): { mount: number; nodes: number } {
  const cards = cardsOf(count)
  const box = place()
  root = createRoot(box)
  const spec = { ...emptySpec('table'), group: by }
  const began = performance.now()
  flushSync(() =>
    root!.render(
      <MantineProvider theme={theme}>
        <Speech>
          <Table cards={cards} spec={spec} />
        </Speech>
      </MantineProvider>,
    ),
  )
  // Forces the layout, so that what is measured is what is seen.
  box.getBoundingClientRect()
  return { mount: performance.now() - began, nodes: counted() }
}

/** The same lines, all of them in the document. */
function plain(count: number): number {
  const cards = cardsOf(count)
  const box = place()
  root = createRoot(box)
  const began = performance.now()
  flushSync(() =>
    root!.render(
      <div style={{ height: 700, overflow: 'auto' }}>
        {cards.map((c) => (
          <div
            key={c.id}
            style={{
              display: 'grid',
              gridTemplateColumns: '84px 1fr 150px 130px 150px 160px 116px',
              height: 36,
            }}
          >
            <button type="button">{c.number}</button>
            <span>{c.title}</span>
            <span>{people[c.number % 15]?.name}</span>
            <span>{c.dueOn}</span>
            <span>{names[c.number % 4]}</span>
            <span>{c.labelIds.join(', ')}</span>
            <span>{c.importance}</span>
          </div>
        ))}
      </div>,
    ),
  )
  box.getBoundingClientRect()
  return performance.now() - began
}

/** A press on an arrow: until the next line has the focus and was drawn. */
async function press(key: string): Promise<number> {
  const cell = document.activeElement as HTMLElement
  const began = performance.now()
  cell.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  while (document.activeElement === cell || !document.activeElement?.matches('[role=gridcell]'))
    await new Promise((done) => requestAnimationFrame(done))
  await new Promise((done) => requestAnimationFrame(done))
  return performance.now() - began
}

Object.assign(window, { show, plain, press, counted })
