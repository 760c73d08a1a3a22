import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { Drawing } from '../charts/model.ts'

use([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer])

/** A chart as an SVG picture, drawn on the server. */
export function drawSvg(drawing: Drawing, width: number, height: number): Buffer {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    const { tooltip: _, count: __, ...option } = drawing
    chart.setOption({ animation: false, textStyle: { fontFamily: 'Inter', fontSize: 11 }, ...option })
    return Buffer.from(plain(chart.renderToSVGString()))
  } finally {
    chart.dispose()
  }
}

/** The PDF library paints a fill of no opacity black, and a stroke of no width as a hairline: say "none" instead. */
const plain = (svg: string) =>
  svg
    .replaceAll(/fill="[^"]*" fill-opacity="0"/g, 'fill="none"')
    .replaceAll(/<[^>]* stroke-width="0"[^>]*>/g, (tag) =>
      tag.replace(/ stroke="[^"]*"/, '').replace(' stroke-width="0"', ''),
    )
