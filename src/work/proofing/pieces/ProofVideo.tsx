import { ActionIcon } from '@mantine/core'
import { Pause, Play, SkipBack, SkipForward, Volume2, VolumeX } from 'lucide-react'
import { type RefObject, useEffect, useState } from 'react'
import { useLocale, useT } from '#web/i18n.tsx'
import { proofMessages } from '../messages.ts'
import { timecode } from '../model.ts'
import styles from './Proof.module.css'
import type { NumberedPin } from './ProofPins.tsx'

/** Where a film is, as a clock that ticks while it plays. */
export function useFilm(video: RefObject<HTMLVideoElement | null>, key: string) {
  const [film, setFilm] = useState({ time: 0, duration: 0, playing: false, muted: false })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version is another film.
  useEffect(() => {
    const element = video.current
    if (!element) return
    const look = () =>
      setFilm({
        time: element.currentTime,
        duration: Number.isFinite(element.duration) ? element.duration : 0,
        playing: !element.paused,
        muted: element.muted,
      })
    const on = ['timeupdate', 'seeked', 'play', 'pause', 'loadedmetadata', 'durationchange', 'volumechange']
    for (const name of on) element.addEventListener(name, look)
    look()
    return () => {
      for (const name of on) element.removeEventListener(name, look)
    }
  }, [video, key])
  return film
}

const frameTime = 1 / 25

/** Playing, stepping frame by frame, and the moments at which something was said. */
export function ProofVideoBar({
  video,
  film,
  pins,
  onSelect,
}: {
  video: RefObject<HTMLVideoElement | null>
  film: ReturnType<typeof useFilm>
  pins: readonly NumberedPin[]
  onSelect: (pin: NumberedPin) => void
}) {
  const t = useT(proofMessages)
  const comma = useLocale() === 'fr' ? ',' : '.'
  const to = (seconds: number) => {
    if (video.current) video.current.currentTime = Math.min(film.duration, Math.max(0, seconds))
  }
  const toggle = () => {
    const element = video.current
    if (!element) return
    if (element.paused) void element.play().catch(() => {})
    else element.pause()
  }
  return (
    <div className={styles.film}>
      <ActionIcon variant="subtle" aria-label={t(film.playing ? 'pause' : 'play')} onClick={toggle}>
        {film.playing ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
      </ActionIcon>
      <ActionIcon variant="subtle" aria-label={t('frame.previous')} onClick={() => to(film.time - frameTime)}>
        <SkipBack size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" aria-label={t('frame.next')} onClick={() => to(film.time + frameTime)}>
        <SkipForward size={15} aria-hidden />
      </ActionIcon>
      <div className={styles.track}>
        <input
          type="range"
          min={0}
          max={film.duration || 1}
          step={frameTime}
          value={film.time}
          aria-label={t('seek')}
          aria-valuetext={timecode(film.time, comma)}
          onChange={(event) => to(Number(event.currentTarget.value))}
        />
        {film.duration > 0 &&
          pins.map((p) => (
            <button
              key={p.id}
              type="button"
              className={styles.moment}
              style={{ left: `${((p.pin.time ?? 0) / film.duration) * 100}%` }}
              data-resolved={p.resolvedAt ? '' : undefined}
              aria-label={`${t('pin.number', { number: p.number })}, ${timecode(p.pin.time ?? 0, comma)}`}
              onClick={() => onSelect(p)}
            />
          ))}
      </div>
      <span className="caption figures muted">
        {timecode(film.time, comma)} / {timecode(film.duration, comma)}
      </span>
      <ActionIcon
        variant="subtle"
        aria-label={t(film.muted ? 'unmute' : 'mute')}
        onClick={() => {
          if (video.current) video.current.muted = !film.muted
        }}
      >
        {film.muted ? <VolumeX size={15} aria-hidden /> : <Volume2 size={15} aria-hidden />}
      </ActionIcon>
    </div>
  )
}
