import type { Formats } from '#platform/formats.ts'
import type { Brand } from '../brand/model.ts'
import { type Say, shown } from '../document/model.ts'
import type { ReviewDocument } from '../model.ts'

/** An ECharts option: the page, the PDF and the slides draw the same ones. */
export type Drawing = Record<string, unknown>

type Pen = {
  f: Formats
  say: Say
  brand: Brand /** Of text; on the page the theme decides. */
  ink?: string
  muted?: string
  line?: string
}

const addDays = (day: string, n: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)

export type Bucket = { from: string; to: string; visits: number; conversions: number }

/** Days as they are for ten weeks, then whole weeks from Monday: a curve one can read. The sums stay the same. */
export function buckets(days: ReviewDocument['days']): { by: 'day' | 'week'; rows: Bucket[] } {
  if (days.length <= 70)
    return {
      by: 'day',
      rows: days.map((d) => ({ from: d.day, to: d.day, visits: d.visits, conversions: d.conversions })),
    }
  const weeks = new Map<string, Bucket>()
  for (const d of days) {
    const weekday = (new Date(`${d.day}T00:00:00Z`).getUTCDay() + 6) % 7
    const monday = addDays(d.day, -weekday)
    const week = weeks.get(monday) ?? { from: d.day, to: d.day, visits: 0, conversions: 0 }
    weeks.set(monday, {
      from: week.from,
      to: d.day,
      visits: week.visits + d.visits,
      conversions: week.conversions + d.conversions,
    })
  }
  return { by: 'week', rows: [...weeks.values()] }
}

const axes = (pen: Pen) => ({
  label: { color: pen.muted ?? '#68645c', fontSize: 11 },
  split: { lineStyle: { color: pen.line ?? '#e8e4db' } },
})

export function daysDrawing(d: ReviewDocument, pen: Pen): Drawing {
  const { rows } = buckets(d.days)
  const { label, split } = axes(pen)
  const short = (day: string) => pen.f.date(day, `${d.to}T12:00:00Z`)
  return {
    color: pen.brand.series,
    grid: { left: 8, right: 8, top: 32, bottom: 4 },
    legend: {
      top: 0,
      left: 0,
      data: [pen.say('key.visits'), pen.say('key.conversions')],
      icon: 'roundRect',
      itemWidth: 10,
      itemHeight: 10,
      textStyle: { color: label.color, fontSize: 11 },
    },
    tooltip: { trigger: 'axis' },
    xAxis: {
      type: 'category',
      data: rows.map((r) => (r.from === r.to ? short(r.from) : `${short(r.from)} – ${short(r.to)}`)),
      axisLabel: { ...label, formatter: (text: string) => text.split(' – ')[0], hideOverlap: true },
      axisTick: { show: false },
      axisLine: { lineStyle: split.lineStyle },
    },
    yAxis: [
      {
        type: 'value',
        min: 0,
        splitNumber: 4,
        minInterval: 1,
        axisLabel: { ...label, formatter: (n: number) => pen.f.number(n) },
        splitLine: split,
      },
      {
        type: 'value',
        min: 0,
        splitNumber: 4,
        minInterval: 1,
        axisLabel: { ...label, formatter: (n: number) => pen.f.number(n) },
        splitLine: { show: false },
      },
    ],
    series: [
      {
        name: pen.say('key.visits'),
        type: 'line',
        data: rows.map((r) => r.visits),
        showSymbol: false,
        lineStyle: { width: 2 },
        areaStyle: { opacity: 0.12 },
      },
      {
        name: pen.say('key.conversions'),
        type: 'bar',
        yAxisIndex: 1,
        data: rows.map((r) => r.conversions),
        barMaxWidth: 8,
        itemStyle: { opacity: 0.9 },
      },
    ],
  }
}

/** The server cannot measure text: names get a place of a fixed width. */
const names = { width: 130, overflow: 'truncate' } as const

/** Seven at most; the others are summed under one name by the caller's table, never hidden. */
export function channelsDrawing(d: ReviewDocument, pen: Pen): Drawing {
  const rows = [...d.channels]
    .filter((c) => c.visits.value)
    .slice(0, 7)
    .reverse()
  const { label, split } = axes(pen)
  return {
    color: [pen.brand.series[0]],
    grid: { left: 152, right: 48, top: 4, bottom: 4, outerBoundsMode: 'none', containLabel: false },
    xAxis: { type: 'value', min: 0, axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: {
      type: 'category',
      data: rows.map((c) => c.name),
      axisLabel: { ...label, color: pen.ink ?? label.color, ...names },
      axisTick: { show: false },
      axisLine: { lineStyle: split.lineStyle },
    },
    series: [
      {
        name: pen.say('key.visits'),
        type: 'bar',
        data: rows.map((c) => c.visits.value),
        barMaxWidth: 18,
        label: {
          show: true,
          position: 'right',
          color: pen.ink ?? label.color,
          fontSize: 11,
          formatter: (p: { value: number }) => pen.f.number(p.value),
        },
      },
    ],
  }
}

function pairs(
  pen: Pen,
  titles: string[],
  series: { name: string; data: (number | null)[] }[],
  currency: string,
): Drawing {
  const { label, split } = axes(pen)
  return {
    color: [pen.brand.series[1], pen.brand.series[0]],
    grid: { left: 152, right: 64, top: 28, bottom: 4, outerBoundsMode: 'none', containLabel: false },
    legend: {
      top: 0,
      left: 0,
      data: series.map((s) => s.name),
      icon: 'roundRect',
      itemWidth: 10,
      itemHeight: 10,
      textStyle: { color: label.color, fontSize: 11 },
    },
    xAxis: { type: 'value', min: 0, axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: titles,
      axisLabel: { ...label, color: pen.ink ?? label.color, ...names },
      axisTick: { show: false },
      axisLine: { lineStyle: split.lineStyle },
    },
    series: series.map((s) => ({
      name: s.name,
      type: 'bar',
      data: s.data.map((v) => (v === null ? null : v / 100)),
      barMaxWidth: 12,
      barGap: '15%',
      label: {
        show: true,
        position: 'right',
        color: pen.ink ?? label.color,
        fontSize: 10,
        formatter: (p: { value: number }) =>
          p.value ? shown(pen.f, { value: Math.round(p.value * 100), unit: 'money' }, currency) : '',
      },
    })),
  }
}

/** The dearest and the most fruitful first; ten at most, the table holds them all. */
export function actionsDrawing(d: ReviewDocument, pen: Pen): Drawing & { count: number } {
  const rows = [...d.actions]
    .filter((a) => a.cost.value || a.revenue.value)
    .sort(
      (a, b) => (b.revenue.value ?? 0) + (b.cost.value ?? 0) - (a.revenue.value ?? 0) - (a.cost.value ?? 0),
    )
    .slice(0, 10)
  return {
    count: rows.length,
    ...pairs(
      pen,
      rows.map((a) => a.title),
      [
        { name: pen.say('col.cost'), data: rows.map((a) => a.cost.value) },
        { name: pen.say('col.revenue'), data: rows.map((a) => a.revenue.value) },
      ],
      d.currency,
    ),
  }
}

export function budgetDrawing(d: ReviewDocument, pen: Pen): Drawing & { count: number } {
  const rows = d.lines.filter((l) => l.planned.value || l.spent.value).slice(0, 12)
  return {
    count: rows.length,
    ...pairs(
      pen,
      rows.map((l) => l.title),
      [
        { name: pen.say('col.planned'), data: rows.map((l) => l.planned.value) },
        { name: pen.say('col.spent'), data: rows.map((l) => l.spent.value) },
      ],
      d.currency,
    ),
  }
}
