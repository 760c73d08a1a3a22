import { ActionIcon, Button, Select } from '@mantine/core'
import {
  ArrowLeft,
  ChevronLeft,
  ChevronRight,
  Link2,
  MapPinPlus,
  Maximize,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import { type RefObject, useCallback, useMemo, useRef, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { useProject } from '#web/project.tsx'
import { tell } from '#web/undo.tsx'
import type { Attachment, Task } from '../../model.ts'
import { PresenceFaces, PresenceTyping, usePresence } from '../../pieces/Presence.tsx'
import { RichProvider, useRichOf } from '../../pieces/RichContext.ts'
import type { Looked } from '../../pieces/TaskDrawer.tsx'
import { proofMessages } from '../messages.ts'
import { canPin, numbered, type Pin, shownAs } from '../model.ts'
import styles from './Proof.module.css'
import { ProofCompare } from './ProofCompare.tsx'
import { ProofDecision } from './ProofDecision.tsx'
import type { NumberedPin } from './ProofPins.tsx'
import { ProofStage } from './ProofStage.tsx'
import { ProofThreads } from './ProofThreads.tsx'
import { ProofVersions } from './ProofVersions.tsx'

const zooms = [0.5, 0.75, 1, 1.5, 2, 3, 4, 6] as const
const modes = ['side', 'slider', 'fade'] as const
type Mode = (typeof modes)[number]

type Props = { task: Task; attachment: Attachment; looked: Looked; onClose: () => void }

/** A file looked at together: its versions, what was pinned where, and the word on it. */
export default function ProofRoom({ task, attachment, looked, onClose }: Props) {
  const t = useT(proofMessages)
  const project = useProject()
  const may = project.can('contribute')
  const all = useMemo(
    () => task.comments.filter((c) => c.attachmentId === attachment.id),
    [task.comments, attachment.id],
  )
  const every = useMemo(() => numbered(all), [all])
  const asked = every.find((p) => p.id === looked.commentId)
  const newest = attachment.versions[0]
  const [number, setNumber] = useState(looked.version ?? asked?.pin.version ?? newest?.number ?? 1)
  const [otherNumber, setOther] = useState<number | null>(null)
  const [mode, setMode] = useState<Mode>('side')
  const [zoom, setZoom] = useState(1)
  const [page, setPage] = useState(asked?.pin.page ?? 1)
  const [pages, setPages] = useState(1)
  const [chosen, setChosen] = useState<string | null>(asked?.id ?? null)
  const [draft, setDraft] = useState<Pin | null>(null)
  // What was asked of an older version and is still open is looked for on the newest.
  const [others, setOthers] = useState(() =>
    every.some((p) => p.pin.version !== newest?.number && p.resolvedAt === null),
  )
  const [settled, setSettled] = useState(asked?.resolvedAt != null)
  const [pinAsked, setPinAsked] = useState(0)
  const frame = useRef<HTMLDivElement>(null)
  const second = useRef<HTMLDivElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const presence = usePresence({ taskId: task.id })
  const texts = useMemo(() => all.map((c) => c.text), [all])
  const rich = useRichOf(texts)
  const version = attachment.versions.find((v) => v.number === number) ?? newest
  const other = attachment.versions.find((v) => v.number === otherNumber && v.number !== version?.number)
  const pins = every.filter(
    (p) =>
      p.id === chosen ||
      ((others || p.pin.version === version?.number) && (settled || p.resolvedAt === null)),
  )
  const selected = pins.find((p) => p.id === chosen) ?? null
  const onPages = useCallback((n: number) => setPages(n), [])

  const select = (p: NumberedPin) => {
    setChosen(p.id)
    setDraft(null)
    if (!others) setNumber(p.pin.version)
    if (p.pin.page) setPage(p.pin.page)
  }
  const place = (p: Pin | null) => {
    setChosen(null)
    setDraft(p)
  }
  const write = () => panel.current?.querySelector('textarea')?.focus()
  const show = (n: number) => {
    setNumber(n)
    setDraft(null)
  }
  const zoomBy = (by: 1 | -1) => {
    const at = zooms.findIndex((z) => z >= zoom - 0.01)
    setZoom(zooms[Math.min(zooms.length - 1, Math.max(0, at + by))] ?? 1)
  }
  const copy = async () => {
    const url = new URL(`${project.at('taches')}?tache=${task.number}`, location.origin)
    url.searchParams.set('fichier', attachment.id)
    if (version) url.searchParams.set('version', String(version.number))
    await navigator.clipboard.writeText(url.href)
    tell(t('copy.done'))
  }
  if (!version) return null
  const kind = shownAs(version.mediaType)
  const visual = kind === 'image' || kind === 'pdf' || kind === 'video'
  const pictures = kind === 'image' && other && shownAs(other.mediaType) === 'image'
  const shared = { zoom, page, onPages, selected, may: true, onSelect: select, onWrite: write }
  return (
    <Sheet opened onClose={onClose} title={t('title', { name: attachment.name })} size={3000}>
      <RichProvider value={rich}>
        <div className={styles.room}>
          <div className={styles.bar}>
            <Button
              size="xs"
              variant="subtle"
              leftSection={<ArrowLeft size={14} aria-hidden />}
              onClick={onClose}
            >
              {t('back')}
            </Button>
            <ProofVersions task={task} attachment={attachment} may={may} version={version} onShow={show} />
            {visual && attachment.versions.length > 1 && (
              <Select
                size="xs"
                w={150}
                aria-label={t('compare')}
                placeholder={t('compare')}
                clearable
                data={attachment.versions
                  .filter((v) => v.number !== version.number && v.fileId)
                  .map((v) => ({ value: String(v.number), label: t('version', { number: v.number }) }))}
                value={other ? String(other.number) : null}
                onChange={(n) => setOther(n ? Number(n) : null)}
              />
            )}
            {pictures && (
              <Select
                size="xs"
                w={140}
                aria-label={t('compare.mode')}
                allowDeselect={false}
                data={modes.map((m) => ({ value: m, label: t(`compare.${m}`) }))}
                value={mode}
                onChange={(m) => m && setMode(m as Mode)}
              />
            )}
            {kind === 'pdf' && pages > 1 && (
              <span className={styles.group}>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('page.previous')}
                  disabled={page <= 1}
                  onClick={() => setPage(page - 1)}
                >
                  <ChevronLeft size={16} aria-hidden />
                </ActionIcon>
                <span className="caption figures" aria-live="polite">
                  {t('page.of', { page, pages })}
                </span>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('page.next')}
                  disabled={page >= pages}
                  onClick={() => setPage(page + 1)}
                >
                  <ChevronRight size={16} aria-hidden />
                </ActionIcon>
              </span>
            )}
            {visual && (
              <span className={styles.group}>
                <ActionIcon variant="subtle" aria-label={t('zoom.out')} onClick={() => zoomBy(-1)}>
                  <ZoomOut size={16} aria-hidden />
                </ActionIcon>
                <span className="caption figures">{Math.round(zoom * 100)} %</span>
                <ActionIcon variant="subtle" aria-label={t('zoom.in')} onClick={() => zoomBy(1)}>
                  <ZoomIn size={16} aria-hidden />
                </ActionIcon>
                <ActionIcon variant="subtle" aria-label={t('zoom.fit')} onClick={() => setZoom(1)}>
                  <Maximize size={15} aria-hidden />
                </ActionIcon>
              </span>
            )}
            {visual && canPin(version.mediaType) && (
              <Button
                size="xs"
                variant="default"
                leftSection={<MapPinPlus size={14} aria-hidden />}
                onClick={() => {
                  setPinAsked((n) => n + 1)
                  focusDraft(frame)
                }}
              >
                {t('pin.add')}
              </Button>
            )}
            <span className={styles.end}>
              <PresenceFaces names={presence.names} />
              <ActionIcon variant="subtle" aria-label={t('copy.link')} onClick={() => void copy()}>
                <Link2 size={15} aria-hidden />
              </ActionIcon>
            </span>
          </div>
          <div className={styles.body}>
            <div
              className={styles.stages}
              data-two={other && !(pictures && mode !== 'side') ? '' : undefined}
            >
              {pictures && mode !== 'side' ? (
                <ProofCompare version={version} other={other} zoom={zoom} mode={mode} />
              ) : (
                <>
                  {other && (
                    <div className={styles.stage}>
                      <p className="caption muted">{t('version', { number: other.number })}</p>
                      <ProofStage
                        {...shared}
                        may={false}
                        version={other}
                        pins={every.filter((p) => p.pin.version === other.number)}
                        draft={null}
                        asked={0}
                        onDraft={() => {}}
                        frame={second}
                        together={frame}
                      />
                    </div>
                  )}
                  <div className={styles.stage}>
                    {other && <p className="caption muted">{t('version', { number: version.number })}</p>}
                    <ProofStage
                      {...shared}
                      version={version}
                      pins={pins}
                      draft={draft}
                      asked={pinAsked}
                      onDraft={place}
                      frame={frame}
                      {...(other ? { together: second } : {})}
                    />
                  </div>
                </>
              )}
            </div>
            <div ref={panel} className={styles.panel}>
              <ProofDecision
                version={version}
                newest={version === newest}
                may={may}
                open={every.filter((p) => p.pin.version === version.number && !p.resolvedAt).length}
              />
              {version.note && <p className="muted">{t('version.note', { note: version.note })}</p>}
              {visual && <p className="caption muted">{t('stage.hint')}</p>}
              <ProofThreads
                task={task}
                attachment={attachment}
                version={version.number}
                pins={pins}
                all={all}
                selected={selected}
                draft={draft}
                may={may}
                others={others}
                settled={settled}
                onOthers={setOthers}
                onSettled={setSettled}
                onSelect={select}
                onDraft={place}
                onTyping={presence.typing}
              />
              <PresenceTyping names={presence.writing} />
            </div>
          </div>
        </div>
      </RichProvider>
    </Sheet>
  )
}

/** The pin to be placed is drawn a frame or twenty later: the focus goes to it when it is there. */
function focusDraft(frame: RefObject<HTMLElement | null>, frames = 0): void {
  requestAnimationFrame(() => {
    const draft = frame.current?.querySelector<HTMLElement>('[data-draft]')
    if (draft) draft.focus()
    else if (frames < 60) focusDraft(frame, frames + 1)
  })
}
