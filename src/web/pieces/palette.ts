/** The colours of the charts as they are on the page now; the order is the order of use. */
export function paletteNow(): string[] {
  const page = getComputedStyle(document.documentElement)
  return [1, 2, 3, 4, 5, 6, 7].map((n) => page.getPropertyValue(`--chart-${n}`).trim())
}

/** The same channel has the same colour everywhere; what is not listed takes the rest in turn. */
const channels = ['site', 'email', 'social', 'ads', 'influence', 'event', 'other']
export function colourOf(channel: string): string {
  const index = channels.indexOf(channel)
  return `var(--chart-${(index < 0 ? channels.length - 1 : index) + 1})`
}

/** A quiet grid, a zero baseline, the house's type. */
export function chartTheme() {
  const page = getComputedStyle(document.documentElement)
  const token = (name: string) => page.getPropertyValue(name).trim()
  const axis = {
    axisLine: { lineStyle: { color: token('--line') } },
    axisTick: { show: false },
    axisLabel: { color: token('--muted'), fontSize: 12 },
    splitLine: { lineStyle: { color: token('--line'), width: 1 } },
    nameTextStyle: { color: token('--muted'), fontSize: 12 },
  }
  return {
    color: paletteNow(),
    backgroundColor: 'transparent',
    textStyle: { fontFamily: token('--sans'), fontSize: 12, color: token('--ink') },
    categoryAxis: { ...axis, splitLine: { show: false } },
    timeAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    line: { symbol: 'circle', symbolSize: 6, showSymbol: false, lineStyle: { width: 2 }, smooth: false },
    bar: { barMaxWidth: 32, itemStyle: { borderRadius: [2, 2, 0, 0] } },
    grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
    legend: { textStyle: { color: token('--muted') }, icon: 'circle', itemWidth: 8, itemHeight: 8 },
    tooltip: {
      backgroundColor: token('--raised'),
      borderColor: token('--line'),
      borderWidth: 1,
      padding: [8, 12],
      textStyle: { color: token('--ink'), fontSize: 12 },
      extraCssText: 'box-shadow: var(--shadow); border-radius: 6px; font-variant-numeric: tabular-nums;',
    },
  }
}
