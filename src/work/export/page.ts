import { formatter, typography } from '#platform/i18n.ts'
import type { Gathered } from './gather.ts'
import { exportMessages } from './messages.ts'
import { columnsOf, type Value } from './table.ts'

const safe = (text: string) =>
  text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`).replaceAll('\n', '<br>')

/** What a view shows, as a page to print: no script, nothing fetched, headings on every sheet of paper. */
export function asPage(
  g: Gathered,
  about: { title: string; locale: 'fr' | 'en'; timezone: string; now: Date },
  shown: readonly string[] | null,
): string {
  const { locale, timezone, now } = about
  const t = formatter(exportMessages, locale)
  const columns = columnsOf(g, locale, timezone, shown)
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const figure = new Intl.NumberFormat(locale)
  const cell = (v: Value) =>
    v === null
      ? '<td></td>'
      : typeof v === 'number'
        ? `<td class="n">${figure.format(v)}</td>`
        : `<td>${safe(typeof v === 'object' ? day.format(new Date(`${v.day}T00:00:00Z`)) : v)}</td>`
  const line = typography(
    t('print.line', {
      count: g.cards.length,
      date: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: timezone }).format(now),
    }),
    locale,
  )
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${safe(about.title)}</title><style>
body{margin:24px;font:13px/1.4 system-ui,sans-serif;color:#1c1b19}h1{margin:0;font-size:20px}p{margin:2px 0 14px;color:#5c5850}
table{width:100%;border-collapse:collapse}th,td{padding:4px 8px 4px 0;border-bottom:1px solid #d9d4c8;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{font-weight:600}.n{text-align:right;font-variant-numeric:tabular-nums}thead{display:table-header-group}tr{break-inside:avoid}
@page{size:A4 landscape;margin:14mm}@media print{body{margin:0;font-size:10px}}
</style></head><body><h1>${safe(about.title)}</h1><p>${safe(line)}</p>
<table><thead><tr>${columns.map((c) => `<th scope="col">${safe(c.heading)}</th>`).join('')}</tr></thead>
<tbody>${g.cards.map((c) => `<tr>${columns.map((k) => cell(k.value(c))).join('')}</tr>`).join('\n')}</tbody></table></body></html>
`
}
