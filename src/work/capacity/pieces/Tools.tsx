import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import { type Zoom, zooms } from '../model.ts'
import styles from './People.module.css'

/** Which days are in sight. */
export function TimeTools({
  zoom,
  page,
  onZoom,
  onPage,
}: {
  zoom: Zoom
  page: number
  onZoom: (zoom: Zoom) => void
  onPage: (page: number) => void
}) {
  const t = useT(messages)
  return (
    <span className="row" style={{ flexWrap: 'nowrap' }}>
      <ActionIcon size={32} variant="default" aria-label={t('before')} onClick={() => onPage(page - 1)}>
        <ChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <Button size="sm" variant="default" disabled={page === 0} onClick={() => onPage(0)}>
        {t('today')}
      </Button>
      <ActionIcon size={32} variant="default" aria-label={t('after')} onClick={() => onPage(page + 1)}>
        <ChevronRight size={16} aria-hidden />
      </ActionIcon>
      <SegmentedControl
        size="sm"
        aria-label={t('zoom')}
        value={zoom}
        onChange={(value) => onZoom(value as Zoom)}
        data={zooms.map((z) => ({ value: z, label: t(`zoom.${z}`) }))}
      />
    </span>
  )
}

const fullness = ['none', 'under', 'full', 'over', 'off'] as const
const ratios = { none: 0, under: 0.5, full: 1, over: 1, off: 0 }

/** What the colours say, in words. */
export function Legend() {
  const t = useT(messages)
  return (
    <p className={styles.legend}>
      <span className="unseen">{t('legend')}</span>
      {fullness.map((full) => (
        <span key={full}>
          <i
            className={styles.cell}
            data-full={full}
            style={{ '--ratio': ratios[full] } as React.CSSProperties}
            aria-hidden
          />
          {t(`full.${full}`)}
        </span>
      ))}
    </p>
  )
}
