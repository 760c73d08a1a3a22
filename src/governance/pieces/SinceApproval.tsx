import { useQuery } from '@tanstack/react-query'
import { isDay } from '#platform/formats.ts'
import { fieldWords } from '#platform/tenancy/messages/activity.ts'
import { type Channel, channelNames } from '#strategy/model.ts'
import { rpc } from '#web/api.ts'
import { useFormats, useLocale, useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { State, type Tone } from '#web/pieces/State.tsx'
import { useProject } from '#web/project.tsx'
import { useWorkspace } from '#web/session.tsx'
import { messages } from '../messages.ts'
import type { PlanChange } from '../model.ts'

const tones: Record<PlanChange['kind'], Tone> = { added: 'info', changed: 'mark', removed: 'idle' }
const labels: Record<string, { fr: string; en: string }> = {
  ...fieldWords,
  objective: { fr: 'Objectif servi', en: 'Objective served' },
  line: { fr: 'Ligne de budget', en: 'Budget line' },
}

/** The plan of today against the one the client approved. */
export function SinceApproval() {
  const t = useT(messages)
  const locale = useLocale()
  const project = useProject()
  const inWords = useInWords()
  const { data } = useQuery(
    rpc.approvals.changes.queryOptions({
      input: { projectId: project.id },
      meta: { topics: ['action', 'objective', 'budgetLine', 'approval'] },
    }),
  )
  if (!data) return null
  const count = data.changes.length
  return (
    <Section
      title={t('since.title')}
      line={count ? t('since.some', { count, round: data.round }) : t('since.none')}
    >
      {count > 0 && (
        <DataTable
          label={t('since.title')}
          rows={data.changes}
          rowKey={(c) => `${c.part}${c.id}`}
          columns={[
            { key: 'what', header: t('since.what'), cell: (c) => <strong>{c.title}</strong> },
            {
              key: 'part',
              header: t('since.part'),
              cell: (c) => <span className="muted">{t(`part.${c.part}`)}</span>,
              wideOnly: true,
            },
            {
              key: 'kind',
              header: t('state'),
              cell: (c) => (
                <State tone={tones[c.kind]} quiet>
                  {t(`since.${c.kind}`)}
                </State>
              ),
            },
            {
              key: 'fields',
              header: t('since.fields'),
              cell: (c) =>
                c.fields
                  .map(
                    (f) =>
                      `${labels[f.field]?.[locale] ?? f.field} : ${inWords(f.field, f.before)} → ${inWords(f.field, f.after)}`,
                  )
                  .join(' · ') || <span className="muted">–</span>,
            },
          ]}
        />
      )}
    </Section>
  )
}

function useInWords() {
  const locale = useLocale()
  const { currency } = useWorkspace()
  const { money, date, number } = useFormats()
  return (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return '–'
    if (field === 'channel') return channelNames[value as Channel]?.[locale] ?? String(value)
    if (typeof value === 'number') return field.endsWith('Cents') ? money(value, currency) : number(value)
    if (typeof value === 'object') return (value as { fr: string; en: string })[locale]
    return isDay(String(value)) ? date(String(value)) : String(value)
  }
}
