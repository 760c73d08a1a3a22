import '../../src/web/theme/tokens.css'
import '@mantine/core/styles.layer.css'
import '../../src/web/theme/base.css'
import '../../src/web/theme/mantine.css'
import { MantineProvider } from '@mantine/core'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { Speech } from '#web/i18n.tsx'
import { theme } from '#web/theme/theme.ts'
import { defaultWeek } from '#work/calendars/model.ts'
import { type LivePlan, livePlan } from '#work/gantt/model.ts'
import { Gantt } from '#work/gantt/pieces/Gantt.tsx'
import type { Card } from '#work/model.ts'
import type { Link } from '#work/scheduling/model.ts'
import { bareCard } from '#work/testing.ts'
import { day } from '../cards.ts'

/** Chains of twenty tasks with some links across, under headings of fifty: what a plan looks like, the same at every size. */
function planOf(count: number): { cards: Card[]; links: Link[] } {
  const cards: Card[] = []
  const links: Link[] = []
  let seed = 7
  const random = (n: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % n
  }
  const link = (from: number, to: number) =>
    links.push({
      id: `l${links.length}`,
      projectId: 'p',
      fromId: `t${from}`,
      toId: `t${to}`,
      kind: 'fs',
      lag: 0,
      lagUnit: 'work',
      version: 1,
    })
  for (let i = 0; i < count; i++) {
    const heading = i % 50 === 0
    cards.push(
      bareCard({
        id: `t${i}`,
        number: i + 1,
        title: `Tâche ${i + 1}`,
        parentId: heading ? null : `t${i - (i % 50)}`,
        startsOn: day(random(200)),
        durationMinutes: 420 * (1 + random(5)),
        mode: heading ? 'manual' : 'auto',
      }),
    )
    if (!heading && i % 20 !== 1 && i % 50 !== 1) link(i - 1, i)
    if (!heading && i > 60 && random(2) === 0) link(i - 40 - ((i - 40) % 50 === 0 ? 1 : 0), i)
  }
  return { cards, links }
}

let root: Root | undefined
/** How long each recomputation of a drag took. */
const attempts: number[] = []
const nobody = async () => true

function show(count: number): { compile: number; mount: number; nodes: number } {
  const { cards, links } = planOf(count)
  const place = document.getElementById('place')!
  root?.unmount()
  root = createRoot(place)
  const began = performance.now()
  const plan = livePlan({
    cards,
    links,
    details: [],
    calendars: [{ id: 'c', week: defaultWeek, exceptions: [] }],
    projectCalendarId: 'c',
    people: {},
    startsOn: null,
    today: '2026-01-05',
  })
  const compiled = performance.now()
  flushSync(() =>
    root!.render(
      <MantineProvider theme={theme}>
        <Speech>
          <Gantt
            cards={cards}
            groups={[{ key: 'all', label: '', cards }]}
            headed={false}
            plan={timed(plan)}
            people={[]}
            may={() => true}
            onOpen={() => {}}
            onOut={() => {}}
            baseline={null}
            trial={null}
            deeds={{ amend: nobody, many: nobody, link: nobody, relink: nobody, unlink: nobody }}
          />
        </Speech>
      </MantineProvider>,
    ),
  )
  // Forces the layout, so that what is measured is what is seen.
  place.getBoundingClientRect()
  return {
    compile: compiled - began,
    mount: performance.now() - compiled,
    nodes: document.querySelectorAll('[role=treegrid], [role=treegrid] *').length,
  }
}

const timed = (plan: LivePlan): LivePlan => ({
  ...plan,
  attempt: (changes) => {
    const began = performance.now()
    const tried = plan.attempt(changes)
    attempts.push(performance.now() - began)
    return tried
  },
})

/** The same bars, all of them in the document: what a chart without a window costs. */
function plain(count: number): number {
  const { cards, links } = planOf(count)
  const place = document.getElementById('place')!
  root?.unmount()
  root = undefined
  place.replaceChildren()
  const plan = livePlan({
    cards,
    links,
    details: [],
    calendars: [{ id: 'c', week: defaultWeek, exceptions: [] }],
    projectCalendarId: 'c',
    people: {},
    startsOn: null,
    today: '2026-01-05',
  })
  const began = performance.now()
  const own = createRoot(place)
  flushSync(() =>
    own.render(
      <div style={{ height: 500, overflow: 'auto' }}>
        {cards.map((c) => {
          const p = plan.places(c.id)
          return (
            <div key={c.id} style={{ display: 'flex', height: 34 }}>
              <span style={{ width: 44 }}>{c.number}</span>
              <span style={{ width: 236 }}>{c.title}</span>
              <span style={{ width: 98 }}>{c.startsOn}</span>
              <svg width={800} height={34} aria-hidden="true">
                <rect x={((p?.start ?? 0) / 1440 - 20_458) * 26} y={9} width={40} height={16} />
              </svg>
            </div>
          )
        })}
      </div>,
    ),
  )
  place.getBoundingClientRect()
  const took = performance.now() - began
  own.unmount()
  place.replaceChildren()
  return took
}

/** One step of the hand, timed until the bar's new dates are in the document. */
async function step(x: number, y: number): Promise<{ shown: number; worked: number }> {
  const said = () => document.querySelector('[data-balloon]')?.textContent ?? ''
  const before = said()
  const known = attempts.length
  const began = performance.now()
  window.dispatchEvent(new PointerEvent('pointermove', { pointerId: 1, clientX: x, clientY: y }))
  while (said() === before && performance.now() - began < 2_000) await new Promise((done) => setTimeout(done))
  return { shown: performance.now() - began, worked: attempts.slice(known).reduce((a, b) => a + b, 0) }
}

Object.assign(window, { show, plain, step })
