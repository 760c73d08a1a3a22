import { type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import { dayOf } from '#platform/formats.ts'
import { useFormats, useLocale, useT } from '#web/i18n.tsx'
import { WorkspaceContext } from '#web/session.tsx'
import { tell } from '#web/undo.tsx'
import { instantOf } from '../../scheduling/model.ts'
import type { Cards } from '../../views/pieces/useCards.tsx'
import type { View } from '../../views/pieces/useView.ts'
import { messages } from '../messages.ts'
import { type LivePlan, paginate, papers, printOf, type Row, type Span, svgOf } from '../model.ts'
import { look } from './look.ts'
import styles from './Printing.module.css'
import type { Out } from './Toolbar.tsx'

export type Shown = { rows: readonly Row[]; lines: ReadonlyMap<string, number>; closed: ReadonlySet<string> }

/** Paper, PDF and picture: all drawn from the same pages. */
export function usePrinting({
  cards,
  plan,
  baseline,
  view,
}: {
  cards: Cards
  plan: LivePlan
  baseline: { id: string; name: string; spans: ReadonlyMap<string, Span> } | null
  view: View
}): { out: (how: Out, shown: Shown) => void; remember: (shown: Shown) => void; sheets: ReactNode } {
  const t = useT(messages)
  const f = useFormats()
  const tongue = useLocale()
  const workspace = useContext(WorkspaceContext)
  const shown = useRef<Shown | null>(null)
  const [pages, setPages] = useState<string[] | null>(null)
  const project = cards.set.projects.find((p) => p.id === cards.projectId)
  const title = project?.name ?? workspace?.name ?? ''
  const print = (s: Shown) =>
    printOf({
      t,
      f,
      title,
      on: f.date(new Date()),
      rows: s.rows,
      lines: s.lines,
      reading: {
        plan,
        places: plan.places,
        numbers: new Map(cards.set.cards.map((c) => [c.id, c.number])),
        people: cards.people,
        baseline: baseline?.spans ?? null,
        f,
        tongue,
      },
      baselineName: baseline?.name ?? null,
      critical: look.get().critical,
      today: instantOf(dayOf(new Date(), f.timeZone)),
    })
  const printing = useRef(print)
  printing.current = print
  useEffect(() => {
    // However one prints (the menu, Ctrl-P), the pages are drawn before the browser looks.
    const before = () => {
      const s = shown.current
      if (s) flushSync(() => setPages(paginate(printing.current(s), papers.a4).map((page) => svgOf(page))))
    }
    const after = () => setPages(null)
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
    }
  }, [])
  const out = (how: Out, s: Shown) => {
    if (how === 'print') return window.print()
    if (how === 'png')
      return void picture(svgOf(paginate(print(s), null)[0]!), `${title}.png`).catch(() =>
        tell(t('print.failed'), 'bad'),
      )
    const { kind: _, ...spec } = view.spec
    const query = new URLSearchParams({
      workspace: workspace?.id ?? '',
      papier: how === 'pdf3' ? 'a3' : 'a4',
      langue: tongue,
      vue: JSON.stringify({ filter: spec.filter, group: spec.group, sort: spec.sort }),
      ...(look.get().critical && { critique: '1' }),
      ...(baseline && { reference: baseline.id }),
      ...(s.closed.size && s.closed.size < 200 && { plies: [...s.closed].join('.') }),
    })
    download(`/plannings/${cards.projectId ?? 'tous'}.pdf?${query}`, `${title}.pdf`)
  }
  return {
    out,
    remember: (s) => {
      shown.current = s
    },
    sheets:
      pages &&
      createPortal(
        <div className={styles.sheets} data-sheets>
          {pages.map((page, i) => (
            // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by svgOf, which escapes every text.
            <div key={i} className={styles.sheet} dangerouslySetInnerHTML={{ __html: page }} />
          ))}
        </div>,
        document.body,
      ),
  }
}

function download(href: string, name: string) {
  const link = document.createElement('a')
  link.href = href
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
}

/** The drawing, twice as fine as the screen, as a picture. */
async function picture(svg: string, name: string): Promise<void> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    // Browsers refuse canvases past some size: a long chart comes at the size it fits.
    const scale = Math.min(2, 16_000 / image.naturalHeight, 16_000 / image.naturalWidth)
    canvas.width = Math.round(image.naturalWidth * scale)
    canvas.height = Math.round(image.naturalHeight * scale)
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
    if (!blob) throw new Error('no picture')
    const made = URL.createObjectURL(blob)
    download(made, name)
    setTimeout(() => URL.revokeObjectURL(made), 10_000)
  } finally {
    URL.revokeObjectURL(address)
  }
}
