import '../../src/web/theme/tokens.css'
import '@mantine/core/styles.layer.css'
import '../../src/web/theme/base.css'
import '../../src/web/theme/mantine.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { queries } from '#web/api.ts'
import { Speech } from '#web/i18n.tsx'
import { theme } from '#web/theme/theme.ts'
import type { Card } from '#work/model.ts'
import { BoardView } from '#work/pieces/BoardView.tsx'
import { applyView, emptySpec, type ViewContext, type ViewSpec } from '#work/views/model.ts'
import type { Cards } from '#work/views/pieces/useCards.tsx'
import { useSelection } from '#work/views/pieces/useSelection.ts'
import type { View } from '#work/views/pieces/useView.ts'
import { cardsOf, day, labels, people, statuses } from '../cards.ts'

let setCards: (change: (cards: Card[]) => Card[]) => void = () => {}
const deeds = {} as Cards['deeds']

function Board({ first, spec }: { first: Card[]; spec: ViewSpec }) {
  const [cards, set] = useState(first)
  setCards = set
  const cardSet = useMemo(
    () => ({
      cards,
      total: cards.length,
      projects: [],
      statuses,
      labels,
      actions: [],
      objectives: [],
      fields: [],
      links: [],
    }),
    [cards],
  )
  const ctx = useMemo<ViewContext>(
    () => ({
      ...cardSet,
      projectId: 'p',
      today: day(90),
      me: 'm0',
      people,
      byId: new Map(cards.map((c) => [c.id, c])),
      word: (word) => word,
    }),
    [cardSet, cards],
  )
  const view = useMemo(
    () =>
      ({ spec, folded: new Set<string>(), set: () => {}, fold: () => {}, show: () => {} }) as unknown as View,
    [spec],
  )
  const applied = useMemo(() => applyView(cards, spec, ctx), [cards, spec, ctx])
  const props = useMemo<Cards>(
    () => ({ projectId: 'p', set: cardSet, ctx, people, deeds, may: () => true }),
    [cardSet, ctx],
  )
  return <BoardView cards={props} view={view} applied={applied} selection={useSelection()} />
}

let root: Root | undefined
const place = () => {
  root?.unmount()
  const box = document.getElementById('place')!
  box.replaceChildren()
  root = createRoot(box)
  return box
}
const draw = (what: React.ReactNode) => {
  const box = place()
  const began = performance.now()
  flushSync(() => root!.render(what))
  // Forces the layout, so that what is measured is what is seen.
  box.getBoundingClientRect()
  return performance.now() - began
}

function show(count: number, lanes: string | null): { mount: number; nodes: number } {
  const cards = cardsOf(count)
  const spec = { ...emptySpec('board'), group: 'status', lanes }
  const mount = draw(
    <MantineProvider theme={theme}>
      <QueryClientProvider client={queries}>
        <Speech>
          <Board first={cards} spec={spec} />
        </Speech>
      </QueryClientProvider>
    </MantineProvider>,
  )
  return { mount, nodes: document.querySelectorAll('#place *').length }
}

/** The same cards, all of them in the document. */
function plain(count: number): number {
  const cards = cardsOf(count)
  return draw(
    <div style={{ display: 'flex', height: 700 }}>
      {statuses.map((s) => (
        <ul key={s.id} style={{ flex: 1, overflow: 'auto' }}>
          {cards
            .filter((c) => c.statusId === s.id)
            .map((c) => (
              <li key={c.id} style={{ border: '1px solid', padding: 10, marginBottom: 8 }}>
                <button type="button">{c.title}</button>
                <span>{people[c.number % 15]?.name}</span>
                <span>{c.dueOn}</span>
                <span>{c.labelIds.join(', ')}</span>
              </li>
            ))}
        </ul>
      ))}
    </div>,
  )
}

/** A card goes to the next column: from the hand to the drawn screen. */
async function move(n: number): Promise<number> {
  const began = performance.now()
  flushSync(() =>
    setCards((cards) => cards.map((c) => (c.id === `t${n}` ? { ...c, statusId: `s${(n + 1) % 4}` } : c))),
  )
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
  return performance.now() - began
}

Object.assign(window, { show, plain, move })
