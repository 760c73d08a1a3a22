import { useComputedColorScheme } from '@mantine/core'
import { BarChart, LineChart, PieChart } from 'echarts/charts'
import {
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
} from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { usePrefersStill } from '../media.ts'
import type { ChartOption } from './Chart.tsx'
import { chartTheme } from './palette.ts'

use([
  BarChart,
  LineChart,
  PieChart,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
  LabelLayout,
  SVGRenderer,
])

type Props = {
  option: ChartOption
  height: number
  onPick?: (mark: { name: string; series?: string; index: number }) => void
}

export default function ChartCanvas({ option, height, onPick }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | null>(null)
  const still = usePrefersStill()
  const scheme = useComputedColorScheme('light')
  const pick = useRef(onPick)
  pick.current = onPick

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read from the page, which the scheme repaints.
  useEffect(() => {
    if (!box.current) return
    const made = init(box.current, chartTheme(), { renderer: 'svg' })
    chart.current = made
    made.on('click', (mark) =>
      pick.current?.({
        name: mark.name,
        index: mark.dataIndex,
        ...(mark.seriesName ? { series: mark.seriesName } : {}),
      }),
    )
    const watcher = new ResizeObserver(() => made.resize())
    watcher.observe(box.current)
    return () => {
      watcher.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [scheme])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a chart remade for another scheme needs its option again.
  useEffect(() => {
    chart.current?.setOption({ animation: !still, animationDuration: 150, ...option }, true)
  }, [option, still, scheme])
  return <div ref={box} style={{ height }} aria-hidden />
}
