import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { typography } from '#platform/i18n.ts'
import { api, queries, rpc } from '#web/api.ts'
import { useLocale, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { TextField } from '#web/pieces/Field.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { offer, tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Template } from '../model.ts'
import styles from './TemplateCard.module.css'

const refresh = () => queries.invalidateQueries({ queryKey: rpc.work.templates.key() })

/** A model in the list: what it is made of, its outline on demand, and what may be done with it. */
export function TemplateCard({
  template,
  may,
  onUse,
}: {
  template: Template
  may: boolean
  onUse: () => void
}) {
  const t = useT(messages)
  const told = useTold()
  const locale = useLocale()
  const [open, setOpen] = useState(false)
  const [editing, setEditing] = useState(false)
  const discard = async () => {
    try {
      await api.work.templates.discard({ id: template.id })
      await refresh()
      offer(t('discarded'), () => api.work.templates.restore({ id: template.id }).then(refresh))
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  const offset = (n: number | null) => (n === null ? '' : t('day', { n }))
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <div>
          <h3 className={styles.name}>{template.name}</h3>
          {template.description && <p className={styles.words}>{typography(template.description, locale)}</p>}
          <p className="caption muted figures">
            {t('counts', {
              tasks: template.counts.tasks,
              days: template.workingDays,
              roles: template.roles.length,
            })}
          </p>
        </div>
        <div className={styles.deeds}>
          <Button size="xs" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'hide' : 'preview')}
          </Button>
          {may && !template.ready && (
            <>
              <Button size="xs" variant="default" onClick={() => setEditing(true)}>
                {t('rename')}
              </Button>
              <Button size="xs" variant="default" onClick={() => void discard()}>
                {t('discard')}
              </Button>
            </>
          )}
          {may && template.kind === 'project' && (
            <Button size="xs" onClick={onUse} aria-label={`${t('useShort')} : ${template.name}`}>
              {t('useShort')}
            </Button>
          )}
        </div>
      </div>
      {open && (
        <ol className={styles.outline}>
          {template.outline.map((o, i) => (
            <li key={i} style={{ paddingLeft: o.depth * 20 }} data-kind={o.kind}>
              <span>{typography(o.title, locale)}</span>
              <span className="muted">{o.roles.join(', ')}</span>
              <span className="muted figures">
                {[...new Set([offset(o.start), offset(o.due)])].filter(Boolean).join(' → ')}
              </span>
            </li>
          ))}
        </ol>
      )}
      {editing && <EditTemplate template={template} onClose={() => setEditing(false)} />}
    </li>
  )
}

function EditTemplate({ template, onClose }: { template: Template; onClose: () => void }) {
  const t = useT(messages)
  const save = (patch: { name?: string; description?: string; roles?: { key: string; name: string }[] }) =>
    api.work.templates.amend({ id: template.id, ...patch }).then(refresh)
  const [roles, setRoles] = useState(template.roles)
  return (
    <Sheet opened onClose={onClose} title={template.name} size={420}>
      <div className="stack">
        <TextField
          label={t('save.name')}
          value={template.name}
          maxLength={120}
          onSave={(name) => save({ name })}
        />
        <TextField
          label={t('save.description')}
          value={template.description}
          maxLength={2000}
          onSave={(description) => save({ description })}
        />
        {roles.map((r, at) => (
          <TextInput
            key={r.key}
            label={t('role', { n: at + 1 })}
            value={r.name}
            maxLength={80}
            onChange={(event) =>
              setRoles(roles.map((x) => (x.key === r.key ? { ...x, name: event.currentTarget.value } : x)))
            }
            onBlur={() => r.name.trim() && void save({ roles: roles.filter((x) => x.name.trim()) })}
          />
        ))}
      </div>
    </Sheet>
  )
}
