import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useEffect, useRef, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { proofMessages } from '../messages.ts'
import styles from './Proof.module.css'
import type { Size } from './ProofFrame.tsx'

/** The reader comes when the first document is opened; its worker is one of our own files. */
async function openDocument(url: string): Promise<PDFDocumentProxy> {
  const pdf = await import('pdfjs-dist')
  const { default: worker } = await import('pdfjs-dist/build/pdf.worker.min.mjs?url')
  pdf.GlobalWorkerOptions.workerSrc = worker
  return pdf.getDocument({ url, useWasm: false, useSystemFonts: true, enableXfa: false }).promise
}

export type Paper = { document: PDFDocumentProxy; pages: number }

/** A document, opened once and closed when one leaves it. */
export function usePdf(url: string | null): { paper: Paper | null; failed: boolean } {
  const [paper, setPaper] = useState<Paper | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    setPaper(null)
    setFailed(false)
    if (!url) return
    let open = true
    const opening = openDocument(url)
    opening.then(
      (document) => open && setPaper({ document, pages: document.numPages }),
      () => open && setFailed(true),
    )
    return () => {
      open = false
      void opening.then(
        (document) => document.loadingTask.destroy(),
        () => {},
      )
    }
  }, [url])
  return { paper, failed }
}

/** The size of a page, in points: its own, whatever it is shown at. */
export function usePageSize(paper: Paper | null, page: number): Size {
  const [size, setSize] = useState<Size>({ width: 595, height: 842 })
  useEffect(() => {
    if (!paper) return
    let open = true
    void paper.document.getPage(Math.min(page, paper.pages)).then((p) => {
      const { width, height } = p.getViewport({ scale: 1 })
      if (open) setSize({ width, height })
    })
    return () => {
      open = false
    }
  }, [paper, page])
  return size
}

/** One page, drawn as sharp as the screen can show it. */
export function ProofPdf({ paper, page, shown }: { paper: Paper; page: number; shown: Size }) {
  const t = useT(proofMessages)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [failed, setFailed] = useState(false)
  const { width } = shown
  useEffect(() => {
    const element = canvas.current
    if (!element || width < 2) return
    let task: { cancel: () => void } | undefined
    let open = true
    const draw = async () => {
      const leaf = await paper.document.getPage(Math.min(page, paper.pages))
      if (!open) return
      const natural = leaf.getViewport({ scale: 1 })
      // Beyond sixteen million points a phone refuses to draw at all.
      const most = Math.sqrt(16_000_000 / (natural.width * natural.height))
      const viewport = leaf.getViewport({
        scale: Math.min(most, (width / natural.width) * Math.min(devicePixelRatio, 2)),
      })
      const paint = document.createElement('canvas')
      paint.width = Math.round(viewport.width)
      paint.height = Math.round(viewport.height)
      const rendering = leaf.render({ canvas: paint, viewport })
      task = rendering
      await rendering.promise
      if (!open) return
      // Drawn aside and shown whole: no flash of an empty page while one zooms.
      element.width = paint.width
      element.height = paint.height
      element.getContext('2d')?.drawImage(paint, 0, 0)
    }
    draw().catch((error: Error) => open && error.name !== 'RenderingCancelledException' && setFailed(true))
    return () => {
      open = false
      task?.cancel()
    }
  }, [paper, page, width])
  if (failed) return <p className={styles.note}>{t('broken')}</p>
  return <canvas ref={canvas} className={styles.fill} aria-hidden data-page={page} />
}
