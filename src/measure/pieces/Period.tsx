import { SegmentedControl } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { dayOf } from '#platform/formats.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { DateField } from '#web/pieces/Field.tsx'
import { messages } from '../messages.ts'

const lengths = ['7', '30', '90', '365'] as const
const day = /^\d{4}-\d\d-\d\d$/
const back = (to: string, days: number) =>
  new Date(Date.parse(`${to}T00:00:00Z`) - (days - 1) * 86_400_000).toISOString().slice(0, 10)

/** The period of the page's address: `?du=2026-01-01&au=2026-03-31`; the last thirty days otherwise. */
export function usePeriod() {
  const { timeZone } = useFormats()
  const search = useSearch({ strict: false }) as { du?: unknown; au?: unknown }
  const today = dayOf(new Date(), timeZone)
  const read = (v: unknown) => (day.test(String(v ?? '')) ? String(v) : undefined)
  const to = read(search.au) ?? today
  const from = read(search.du) ?? back(to, 30)
  return { from: from <= to ? from : to, to, today }
}

export function PeriodPicker() {
  const t = useT(messages)
  const navigate = useNavigate()
  const { from, to, today } = usePeriod()
  const go = (du: string, au: string) =>
    void navigate({
      to: '.',
      search: (now: object) => ({ ...now, du, au }),
      replace: true,
      resetScroll: false,
    } as never)
  const length = to === today ? (lengths.find((n) => back(today, Number(n)) === from) ?? 'custom') : 'custom'
  return (
    <fieldset
      className="row"
      aria-label={t('period')}
      style={{ flexWrap: 'wrap', border: 0, margin: 0, padding: 0 }}
    >
      <SegmentedControl
        size="xs"
        value={length}
        onChange={(n) => n !== 'custom' && go(back(today, Number(n)), today)}
        data={[
          ...lengths.map((n) => ({ value: n as string, label: t(`period.${n}`) })),
          ...(length === 'custom' ? [{ value: 'custom', label: t('period.custom') }] : []),
        ]}
      />
      <DateField label={t('period.from')} hideLabel value={from} max={to} onSave={(d) => d && go(d, to)} />
      <DateField
        label={t('period.to')}
        hideLabel
        value={to}
        min={from}
        max={today}
        onSave={(d) => d && go(from, d)}
      />
    </fieldset>
  )
}
