import { useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { proofMessages } from '../messages.ts'
import { type AttachmentVersion, nearTime, type Pin, shownAs } from '../model.ts'
import styles from './Proof.module.css'
import { ProofFrame, type Size } from './ProofFrame.tsx'
import { ProofPdf, usePageSize, usePdf } from './ProofPdf.tsx'
import { type NumberedPin, ProofPins } from './ProofPins.tsx'
import { ProofVideoBar, useFilm } from './ProofVideo.tsx'

export type StageProps = {
  version: AttachmentVersion
  zoom: number
  page: number
  onPages: (pages: number) => void
  pins: readonly NumberedPin[]
  selected: NumberedPin | null
  draft: Pin | null
  may: boolean
  /** Asks for a pin in the middle, for the keyboard: each number once. */
  asked: number
  onSelect: (pin: NumberedPin) => void
  onDraft: (pin: Pin | null) => void
  onWrite: () => void
  frame: RefObject<HTMLDivElement | null>
  together?: RefObject<HTMLDivElement | null> | undefined
}

/** One version of a file with its pins, whatever it is made of. */
export function ProofStage(props: StageProps) {
  const t = useT(proofMessages)
  const { version } = props
  if (!version.fileId) return <p className={styles.note}>{t('version.gone')}</p>
  switch (shownAs(version.mediaType)) {
    case 'image':
      return <ImageStage {...props} />
    case 'pdf':
      return <PdfStage {...props} />
    case 'video':
      return <VideoStage key={version.id} {...props} />
    case 'audio':
      return (
        <div className={styles.plain}>
          {/* biome-ignore lint/a11y/useMediaCaption: what people send has no captions of its own. */}
          <audio controls src={`/files/${version.fileId}`} aria-label={version.name} />
        </div>
      )
    case 'text':
      return <TextStage version={version} />
    default:
      return (
        <p className={styles.note}>
          {t('broken')} <a href={`/files/${version.fileId}?telecharger`}>{t('download')}</a>
        </p>
      )
  }
}

/** What « Poser une épingle » asks, once per press: a pin in the middle of what is shown. */
function useAsked(asked: number, place: (at: { x: number; y: number }) => void) {
  const last = useRef(asked)
  const latest = useRef(place)
  latest.current = place
  useEffect(() => {
    if (asked === last.current) return
    last.current = asked
    latest.current({ x: 0.5, y: 0.5 })
  }, [asked])
}

const pinsOf = (p: StageProps, pins: readonly NumberedPin[]) => ({
  pins,
  version: p.version.number,
  selected: p.selected?.id ?? null,
  draft: p.draft,
  onSelect: p.onSelect,
  onDraft: p.onDraft,
  onWrite: p.onWrite,
})

function ImageStage(props: StageProps) {
  const t = useT(proofMessages)
  const { version: v, zoom, may, frame, together, onDraft } = props
  const [size, setSize] = useState<Size>({ width: v.width ?? 1200, height: v.height ?? 800 })
  const place = (at: { x: number; y: number }) => onDraft({ version: v.number, ...at })
  useAsked(props.asked, place)
  return (
    <ProofFrame
      size={size}
      fit="contain"
      zoom={zoom}
      label={t('stage', { number: v.number, name: v.name })}
      frame={frame}
      together={together}
      onPoint={may ? place : undefined}
    >
      {() => (
        <>
          <img
            className={styles.fill}
            src={`/files/${v.fileId}`}
            alt={t('stage', { number: v.number, name: v.name })}
            draggable={false}
            onLoad={({ currentTarget: i }) =>
              i.naturalWidth && setSize({ width: i.naturalWidth, height: i.naturalHeight })
            }
          />
          <ProofPins {...pinsOf(props, props.pins)} />
        </>
      )}
    </ProofFrame>
  )
}

function PdfStage(props: StageProps) {
  const t = useT(proofMessages)
  const { version: v, zoom, page, may, frame, together, onPages, onDraft } = props
  const { paper, failed } = usePdf(v.fileId ? `/files/${v.fileId}` : null)
  const size = usePageSize(paper, page)
  const pages = paper?.pages ?? 0
  useEffect(() => {
    if (pages) onPages(pages)
  }, [pages, onPages])
  const place = (at: { x: number; y: number }) => onDraft({ version: v.number, page, ...at })
  useAsked(props.asked, place)
  if (failed)
    return (
      <p className={styles.note}>
        {t('broken')} <a href={`/files/${v.fileId}?telecharger`}>{t('download')}</a>
      </p>
    )
  if (!paper) return <p className={styles.note}>{t('loading')}</p>
  return (
    <ProofFrame
      size={size}
      fit="width"
      zoom={zoom}
      label={`${t('stage', { number: v.number, name: v.name })}, ${t('page.of', { page, pages })}`}
      frame={frame}
      together={together}
      onPoint={may ? place : undefined}
    >
      {(shown) => (
        <>
          <ProofPdf paper={paper} page={page} shown={shown} />
          <ProofPins
            {...pinsOf(
              props,
              props.pins.filter((p) => (p.pin.page ?? 1) === page),
            )}
            draft={props.draft?.page === page ? props.draft : null}
          />
        </>
      )}
    </ProofFrame>
  )
}

function VideoStage(props: StageProps) {
  const t = useT(proofMessages)
  const { version: v, zoom, may, frame, selected, onDraft, onSelect } = props
  const video = useRef<HTMLVideoElement>(null)
  const [size, setSize] = useState<Size>({ width: v.width ?? 1280, height: v.height ?? 720 })
  const [ready, setReady] = useState(false)
  const film = useFilm(video, `${v.id}${ready}`)
  const place = (at: { x: number; y: number }) => {
    video.current?.pause()
    const time = Math.round((video.current?.currentTime ?? 0) * 1000) / 1000
    onDraft({ version: v.number, time, ...at })
  }
  useAsked(props.asked, place)
  const moment = selected?.pin.time
  useEffect(() => {
    if (moment === undefined || !video.current) return
    video.current.pause()
    video.current.currentTime = moment
  }, [moment])
  const near = props.pins.filter((p) => nearTime(p.pin, film.time))
  const draft = props.draft && nearTime(props.draft, film.time) ? props.draft : null
  return (
    <div className={styles.screen}>
      <ProofFrame
        size={size}
        fit="contain"
        zoom={zoom}
        label={t('stage', { number: v.number, name: v.name })}
        frame={frame}
        onPoint={may ? place : undefined}
      >
        {() => (
          <>
            {/* biome-ignore lint/a11y/useMediaCaption: what people send has no captions of its own. */}
            <video
              ref={(element) => {
                video.current = element
                if (element && !ready) setReady(true)
              }}
              className={styles.fill}
              src={`/files/${v.fileId}`}
              preload="metadata"
              playsInline
              aria-label={v.name}
              onLoadedMetadata={({ currentTarget: f }) =>
                f.videoWidth && setSize({ width: f.videoWidth, height: f.videoHeight })
              }
            />
            <ProofPins {...pinsOf(props, near)} draft={draft} />
          </>
        )}
      </ProofFrame>
      <ProofVideoBar video={video} film={film} pins={props.pins} onSelect={onSelect} />
    </div>
  )
}

const most = 200_000
function TextStage({ version: v }: { version: AttachmentVersion }) {
  const t = useT(proofMessages)
  const { data } = useQuery({
    queryKey: ['proof-text', v.fileId],
    queryFn: async () => {
      const answer = await fetch(`/files/${v.fileId}`, { headers: { range: `bytes=0-${most - 1}` } })
      return new TextDecoder().decode(await answer.arrayBuffer())
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <div className={styles.plain}>
      {(v.size ?? 0) > most && <p className="muted">{t('long')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard. */}
      <pre tabIndex={0}>{data}</pre>
    </div>
  )
}
