import { ActionIcon, Menu } from '@mantine/core'
import { ChevronsDownUp, ChevronsUpDown, Minus, Plus, Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import { scales, type Zoom, zoomOf } from '../model.ts'
import styles from './Gantt.module.css'
import { type Look, setLook } from './look.ts'

export type Out = 'print' | 'pdf4' | 'pdf3' | 'png'

/** What one does to the whole chart: how near, what is marked, folded, printed. */
export function Toolbar({
  look,
  scale,
  phone,
  folded,
  onZoom,
  onFit,
  onToday,
  onFold,
  onOut,
  children,
}: {
  look: Look
  scale: number
  phone: boolean
  folded: boolean | null
  onZoom: (scale: number) => void
  onFit: () => void
  onToday: () => void
  onFold: () => void
  onOut: (how: Out) => void
  children?: ReactNode
}) {
  const t = useT(messages)
  const toggle = (key: 'critical' | 'slack') => (
    <button
      type="button"
      className={styles.toggle}
      aria-pressed={look[key]}
      onClick={() => setLook({ [key]: !look[key] })}
    >
      {t(`show.${key}`)}
    </button>
  )
  return (
    <div className={styles.tools} role="toolbar" aria-label={t('gantt.label')} data-noprint>
      <span className={styles.zoom}>
        <ActionIcon
          variant="default"
          size={phone ? 44 : 30}
          aria-label={t('zoom.out')}
          onClick={() => onZoom(scale / 1.5)}
        >
          <Minus size={14} aria-hidden />
        </ActionIcon>
        <select
          aria-label={t('zoom.label')}
          value={zoomOf(scale)}
          onChange={(event) => onZoom(scales[event.currentTarget.value as Zoom])}
        >
          {(Object.keys(scales) as Zoom[]).map((zoom) => (
            <option key={zoom} value={zoom}>
              {t(`zoom.${zoom}`)}
            </option>
          ))}
        </select>
        <ActionIcon
          variant="default"
          size={phone ? 44 : 30}
          aria-label={t('zoom.in')}
          onClick={() => onZoom(scale * 1.5)}
        >
          <Plus size={14} aria-hidden />
        </ActionIcon>
      </span>
      <button type="button" className={styles.toggle} onClick={onFit}>
        {t('zoom.fit')}
      </button>
      <button type="button" className={styles.toggle} onClick={onToday}>
        {t('zoom.today')}
      </button>
      {toggle('critical')}
      {toggle('slack')}
      {folded !== null && (
        <ActionIcon
          variant="default"
          size={phone ? 44 : 30}
          aria-label={t(folded ? 'show.openAll' : 'show.closeAll')}
          title={t(folded ? 'show.openAll' : 'show.closeAll')}
          onClick={onFold}
        >
          {folded ? <ChevronsUpDown size={15} aria-hidden /> : <ChevronsDownUp size={15} aria-hidden />}
        </ActionIcon>
      )}
      {children}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="default"
            size={phone ? 44 : 30}
            aria-label={t('print.label')}
            title={t('print.label')}
          >
            <Printer size={15} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onOut('print')}>{t('print.print')}</Menu.Item>
          <Menu.Item onClick={() => onOut('pdf4')}>{t('print.pdf4')}</Menu.Item>
          <Menu.Item onClick={() => onOut('pdf3')}>{t('print.pdf3')}</Menu.Item>
          <Menu.Item onClick={() => onOut('png')}>{t('print.png')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
