import { Button } from '@mantine/core'
import type { EChartsCoreOption } from 'echarts/core'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import styles from './Chart.module.css'

const Canvas = lazy(() => import('./ChartCanvas.tsx'))

/** Written for ECharts; colours come from the palette, text from the theme. */
export type ChartOption = EChartsCoreOption

type Props = {
  /** Says what the chart shows: it is also what a screen reader hears. */
  title: string
  option: ChartOption
  /** The same figures as a <DataTable>, one click behind. */
  table: ReactNode
  height?: number
  /** No data: a sentence rather than an empty frame. */
  empty?: boolean
  /** A mark was clicked. */
  onPick?: (mark: { name: string; series?: string; index: number }) => void
}

export function Chart({ title, option, table, height = 260, empty = false, onPick }: Props) {
  const t = useT(messages)
  const [asTable, setAsTable] = useState(false)
  return (
    <figure className={styles.chart}>
      <figcaption className="spread">
        <h3>{title}</h3>
        {!empty && (
          <Button
            size="xs"
            variant="subtle"
            onClick={() => setAsTable((now) => !now)}
            aria-expanded={asTable}
            data-noprint
          >
            {t(asTable ? 'chart.hide' : 'chart.table')}
          </Button>
        )}
      </figcaption>
      {empty ? (
        <p className={styles.none} style={{ height }}>
          {t('chart.none')}
        </p>
      ) : (
        <div role="img" aria-label={title} style={{ height }}>
          <Suspense fallback={<div className={styles.wait} />}>
            <Canvas option={option} height={height} {...(onPick ? { onPick } : {})} />
          </Suspense>
        </div>
      )}
      {asTable && table}
    </figure>
  )
}
