import type { Scope } from '#platform/scope.ts'
import { lineTotals, listLines } from '../service.ts'

/** A cell that a spreadsheet would take for a formula is kept as text (OWASP, CSV injection). */
const cell = (v: string | number) => {
  const text = typeof v === 'string' && /^[=+\-@\t\r]/.test(v) ? `'${v}` : String(v)
  return /[";\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const headings = {
  fr: [
    'Ligne',
    'Catégorie',
    'Canal',
    'Fournisseur',
    'Début',
    'Fin',
    'Prévu',
    'Engagé',
    'Engagé non soldé',
    'Dépensé',
    'Reste',
    'Devise',
  ],
  en: [
    'Line',
    'Category',
    'Channel',
    'Supplier',
    'Start',
    'End',
    'Planned',
    'Committed',
    'Open commitments',
    'Spent',
    'Remaining',
    'Currency',
  ],
}

/** The lines with their totals, before tax, as spreadsheets of the reader's language open them: semicolons, UTF-8 with its mark. */
export async function linesAsCsv(scope: Scope, projectId: string): Promise<string> {
  const lines = await listLines(scope, projectId)
  const totals = new Map((await lineTotals(scope, projectId)).map((t) => [t.lineId, t]))
  const amount = (cents: number) => {
    const text = `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`
    return scope.locale === 'fr' ? text.replace('.', ',') : text
  }
  const rows = lines.map((l) => {
    const t = totals.get(l.id)!
    const sums = [t.plannedCents, t.committedCents, t.openCents, t.spentCents, t.remainingCents].map(amount)
    return [
      ...[l.label, l.category, l.channel, l.supplierName ?? '', l.startsOn ?? '', l.endsOn ?? ''].map(cell),
      ...sums,
      l.currency,
    ]
  })
  return `\uFEFF${[headings[scope.locale], ...rows].map((r) => r.join(';')).join('\r\n')}\r\n`
}
