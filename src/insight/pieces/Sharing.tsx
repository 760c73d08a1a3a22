import { Button, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Copy, Link2 } from 'lucide-react'
import { useState } from 'react'
import { api, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'

const spans = ['30', '90', '365', 'none']

/** Links for people without an account: make one, see how often it was opened, withdraw it. */
export function Sharing({ id }: { id: string }) {
  const t = useT(messages)
  const f = useFormats()
  const cache = useQueryClient()
  const [label, setLabel] = useState('')
  const [days, setDays] = useState('90')
  const shares = useQuery(rpc.reviews.shares.queryOptions({ input: { id } }))
  const refresh = () => cache.invalidateQueries({ queryKey: rpc.reviews.shares.key() })
  const make = useMutation({
    mutationFn: () =>
      api.reviews.share({
        id,
        days: days === 'none' ? null : Number(days),
        ...(label.trim() && { label: label.trim() }),
      }),
    onSuccess: refresh,
  })
  const withdraw = useMutation({
    mutationFn: (shareId: string) => api.reviews.unshare({ id, shareId }),
    onSuccess: async () => {
      tell(t('share.withdrawn'))
      await refresh()
    },
  })
  const copy = async (url: string) => {
    await navigator.clipboard.writeText(url)
    tell(t('share.copied'))
  }
  return (
    <div className="stack">
      <p className="muted">{t('share.why')}</p>
      <TextInput
        label={t('share.for')}
        value={label}
        maxLength={100}
        onChange={(e) => setLabel(e.currentTarget.value)}
      />
      <Select
        label={t('share.days')}
        value={days}
        allowDeselect={false}
        onChange={(v) => v && setDays(v)}
        data={spans.map((value) => ({
          value,
          label: value === 'none' ? t('share.days.none') : t('share.days.n', { n: Number(value) }),
        }))}
      />
      <Button onClick={() => make.mutate()} loading={make.isPending} leftSection={<Link2 size={16} />}>
        {t('share.make')}
      </Button>
      {make.error && <ErrorNote error={make.error} />}
      {make.data && (
        <div className="row" style={{ alignItems: 'flex-end', flexWrap: 'nowrap' }}>
          <TextInput
            label={t('share.url')}
            value={make.data.url}
            readOnly
            onFocus={(e) => e.currentTarget.select()}
            style={{ flex: 1 }}
          />
          <Button variant="default" onClick={() => copy(make.data.url)} leftSection={<Copy size={16} />}>
            {t('share.copy')}
          </Button>
        </div>
      )}
      <Loaded query={shares}>
        {(list) =>
          list.length > 0 && (
            <section className="stack" style={{ gap: 8 }} aria-label={t('share.open')}>
              <h3>{t('share.open')}</h3>
              {list.map((s) => (
                <div key={s.id} className="spread">
                  <span>
                    {s.label || t('share.nobody')}
                    <br />
                    <small className="muted">
                      {t('share.seen', { n: s.opens })} ·{' '}
                      {s.expiresAt ? t('share.until', { date: f.date(s.expiresAt) }) : t('share.forever')}
                    </small>
                  </span>
                  <Button size="xs" variant="subtle" color="red" onClick={() => withdraw.mutate(s.id)}>
                    {t('share.withdraw')}
                  </Button>
                </div>
              ))}
            </section>
          )
        }
      </Loaded>
    </div>
  )
}
