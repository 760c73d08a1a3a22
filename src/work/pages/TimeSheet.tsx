import { ActionIcon, Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, Copy } from 'lucide-react'
import { useState } from 'react'
import { dayOf } from '#platform/formats.ts'
import { api, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { Page } from '#web/pieces/Page.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { useAt, useMember, useWorkspace } from '#web/session.tsx'
import { messages } from '../time/messages.ts'
import { mondayOf, shiftDay, type WeekRow } from '../time/model.ts'
import { AddLine, Sheet } from '../time/pieces/Sheet.tsx'

const keyOf = (r: WeekRow) => r.taskId ?? r.projectId

/** A week of time, one's own or that of somebody whose projects one conducts. */
export default function TimeSheet() {
  const t = useT(messages)
  const at = useAt()
  const { date, duration, timeZone } = useFormats()
  const workspace = useWorkspace()
  const me = useMember()?.memberId ?? null
  const thisWeek = mondayOf(dayOf(new Date(), timeZone))
  const [from, setFrom] = useState(thisWeek)
  const [who, setWho] = useState<string | null>(null)
  const [extra, setExtra] = useState<{ of: string; rows: WeekRow[] }>({ of: '', rows: [] })
  const of = `${who ?? ''} ${from}`
  const rows = extra.of === of ? extra.rows : []
  const people = useQuery(rpc.members.list.queryOptions()).data ?? []
  const query = useQuery(
    rpc.work.time.week.queryOptions({
      input: { from, ...(who && { memberId: who }) },
      meta: { topics: ['timeEntry', 'task'] },
    }),
  )
  const add = (row: WeekRow) => setExtra({ of, rows: [...rows.filter((r) => keyOf(r) !== keyOf(row)), row] })
  const copy = async () => {
    const before = await api.work.time.week({ from: shiftDay(from, -7), ...(who && { memberId: who }) })
    const filled = before.rows.filter((r) => r.minutes.some((m) => m > 0))
    setExtra({ of, rows: [...rows, ...filled.map((r) => ({ ...r, minutes: [0, 0, 0, 0, 0, 0, 0] }))] })
  }
  const sum = query.data?.rows.reduce((n, r) => n + r.minutes.reduce((a, b) => a + b, 0), 0)
  return (
    <Page
      title={t('title')}
      line={sum !== undefined && t('title.line', { from: date(from), sum: duration(sum) })}
      tabs={[
        { to: at('temps/feuille'), label: t('tab.sheet') },
        { to: at('temps/bilan'), label: t('tab.report') },
      ]}
      width="wide"
    >
      <div className="spread">
        <div className="row" style={{ flex: 'none' }}>
          <ActionIcon
            variant="default"
            size={34}
            aria-label={t('week.previous')}
            onClick={() => setFrom(shiftDay(from, -7))}
          >
            <ChevronLeft size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size={34}
            aria-label={t('week.next')}
            disabled={from >= thisWeek}
            onClick={() => setFrom(shiftDay(from, 7))}
          >
            <ChevronRight size={16} aria-hidden />
          </ActionIcon>
          {from !== thisWeek && (
            <Button variant="subtle" onClick={() => setFrom(thisWeek)}>
              {t('week.now')}
            </Button>
          )}
        </div>
        {workspace.can('conduct') && (
          <Select
            aria-label={t('week.of')}
            data={people.filter((p) => p.active || p.id === who).map((p) => ({ value: p.id, label: p.name }))}
            value={who ?? me}
            allowDeselect={false}
            searchable
            onChange={(id) => setWho(id === me ? null : id)}
          />
        )}
      </div>
      <p className="muted caption">{t('cell.hint')}</p>
      <Loaded query={query}>{(week) => <Sheet week={week} extra={rows} onAdd={add} />}</Loaded>
      <div className="row">
        <AddLine onAdd={add} />
        <Button variant="subtle" leftSection={<Copy size={14} aria-hidden />} onClick={() => void copy()}>
          {t('sheet.copy')}
        </Button>
      </div>
    </Page>
  )
}
