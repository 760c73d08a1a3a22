import { ActionIcon, Button, PasswordInput, Select, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Copy, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import { hideable, hideableOfGantt, type SavedView } from '../model.ts'
import type { Cards } from './useCards.tsx'
import styles from './ViewBar.module.css'

const lasts = [7, 30, 90, 365, null] as const
/** What one usually does not show outside. */
const atFirst = ['estimate', 'spent']

/** Read-only addresses of a view, for people without an account. */
export default function LinksSheet({
  saved,
  cards,
  onClose,
}: {
  saved: SavedView
  cards: Cards
  onClose: () => void
}) {
  const t = useT(messages)
  const told = useTold()
  const { relative, date } = useFormats()
  const client = useQueryClient()
  const { data: links = [] } = useQuery(rpc.work.views.links.list.queryOptions({ input: { id: saved.id } }))
  const [label, setLabel] = useState('')
  const [password, setPassword] = useState('')
  const [days, setDays] = useState<string>('30')
  const fields = cards.ctx.fields.map((f) => [`field:${f.id}`, f.name] as const)
  const [hidden, setHidden] = useState<readonly string[]>([...atFirst, ...fields.map(([key]) => key)])
  const [made, setMade] = useState<string | null>(null)
  const [why, setWhy] = useState<string | null>(null)
  const refresh = () => client.invalidateQueries({ queryKey: rpc.work.views.links.key() })
  const copy = (url: string) => void navigator.clipboard.writeText(url).then(() => tell(t('links.copied')))
  const create = async () => {
    try {
      const { url } = await api.work.views.links.create({
        id: saved.id,
        days: days === '' ? null : Number(days),
        label: label.trim(),
        hidden: [...hidden],
        ...(password && { password }),
      })
      setMade(url)
      setWhy(null)
      setPassword('')
      await refresh()
    } catch (error) {
      setWhy(told(error).sentence)
    }
  }
  const choices: (readonly [string, string])[] = [
    ...[...hideable, ...(saved.kind === 'gantt' ? hideableOfGantt : [])].map(
      (key) => [key, t(`by.${key}`)] as const,
    ),
    ...fields,
  ]
  return (
    <Sheet opened onClose={onClose} title={t('links.title')}>
      <div className="stack">
        <p className="muted">{t(saved.projectId ? 'links.about' : 'links.aboutAll', { name: saved.name })}</p>
        {links.map((l) => (
          <div key={l.id} className={styles.link}>
            <span>
              <strong>{l.label || t('links.unnamed')}</strong>
              <br />
              <span className="caption muted">
                {[
                  !saved.projectId && t('links.projects', { count: l.projects }),
                  l.locked && t('links.locked'),
                  l.expiresAt ? t('links.until', { day: date(l.expiresAt) }) : t('links.forever'),
                  l.openedAt
                    ? t('links.opened', { count: l.opens, at: relative(l.openedAt) })
                    : t('links.never'),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <ActionIcon
              variant="subtle"
              aria-label={t('links.withdraw', { name: l.label || t('links.unnamed') })}
              title={t('links.withdraw', { name: l.label || t('links.unnamed') })}
              onClick={() =>
                void api.work.views.links
                  .discard({ id: saved.id, linkId: l.id })
                  .then(refresh)
                  .then(() => tell(t('links.withdrawn')))
                  .catch((error: unknown) => tell(told(error).sentence, 'bad'))
              }
            >
              <Trash2 size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        {made && (
          <div className={styles.made} role="status">
            <span>{t('links.made')}</span>
            <code>{made}</code>
            <Button size="xs" leftSection={<Copy size={14} aria-hidden />} onClick={() => copy(made)}>
              {t('links.copy')}
            </Button>
          </div>
        )}
        <form
          className="stack"
          onSubmit={(e) => {
            e.preventDefault()
            void create()
          }}
        >
          <TextInput
            label={t('links.for')}
            placeholder={t('links.example')}
            maxLength={100}
            value={label}
            onChange={(e) => setLabel(e.currentTarget.value)}
          />
          <Select
            label={t('links.days')}
            value={days}
            allowDeselect={false}
            onChange={(v) => setDays(v ?? '')}
            data={lasts.map((n) => ({
              value: n === null ? '' : String(n),
              label: n === null ? t('links.forever') : t('links.count', { count: n }),
            }))}
          />
          <PasswordInput
            label={t('links.password')}
            description={t('links.passwordAbout')}
            value={password}
            autoComplete="new-password"
            onChange={(e) => setPassword(e.currentTarget.value)}
          />
          <fieldset className={styles.choices}>
            <legend>{t('links.hidden')}</legend>
            <div className={styles.two}>
              {choices.map(([key, name]) => (
                <label key={key} className={styles.choice}>
                  <input
                    type="checkbox"
                    checked={hidden.includes(key)}
                    onChange={() =>
                      setHidden(hidden.includes(key) ? hidden.filter((k) => k !== key) : [...hidden, key])
                    }
                  />
                  <span>{name}</span>
                </label>
              ))}
            </div>
          </fieldset>
          {why && <p role="alert">{why}</p>}
          <Button type="submit">{t('links.create')}</Button>
        </form>
      </div>
    </Sheet>
  )
}
