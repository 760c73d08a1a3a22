import { useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { proofMessages } from '../messages.ts'
import type { AttachmentVersion } from '../model.ts'
import styles from './Proof.module.css'
import { ProofFrame, type Size } from './ProofFrame.tsx'

/** Two pictures in one frame: behind a curtain one draws, or one seen through the other. */
export function ProofCompare({
  version: v,
  other,
  zoom,
  mode,
}: {
  version: AttachmentVersion
  other: AttachmentVersion
  zoom: number
  mode: 'slider' | 'fade'
}) {
  const t = useT(proofMessages)
  const [share, setShare] = useState(50)
  const [size, setSize] = useState<Size>({ width: v.width ?? 1200, height: v.height ?? 800 })
  const names = `${t('version', { number: other.number })} / ${t('version', { number: v.number })}`
  return (
    <div className={styles.screen}>
      <ProofFrame size={size} fit="contain" zoom={zoom} label={names}>
        {() => (
          <>
            <img
              className={styles.fill}
              src={`/files/${v.fileId}`}
              alt={t('version', { number: v.number })}
              draggable={false}
              onLoad={({ currentTarget: i }) =>
                i.naturalWidth && setSize({ width: i.naturalWidth, height: i.naturalHeight })
              }
            />
            <img
              className={styles.fill}
              src={`/files/${other.fileId}`}
              alt={t('version', { number: other.number })}
              draggable={false}
              style={
                mode === 'slider' ? { clipPath: `inset(0 ${100 - share}% 0 0)` } : { opacity: share / 100 }
              }
            />
            {mode === 'slider' && (
              <span className={styles.curtain} style={{ left: `${share}%` }} aria-hidden />
            )}
          </>
        )}
      </ProofFrame>
      <div className={styles.film}>
        <span className="caption">{t('version', { number: other.number })}</span>
        <input
          type="range"
          className={styles.grow}
          min={0}
          max={100}
          value={share}
          aria-label={t(mode === 'slider' ? 'compare.slide' : 'compare.opacity')}
          onChange={(event) => setShare(Number(event.currentTarget.value))}
        />
        <span className="caption">{t('version', { number: v.number })}</span>
      </div>
    </div>
  )
}
