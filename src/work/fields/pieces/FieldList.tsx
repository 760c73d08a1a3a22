import { ActionIcon, Button } from '@mantine/core'
import { ArrowDown, ArrowUp, Plus } from 'lucide-react'
import { useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useLocale, useT } from '#web/i18n.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { State } from '#web/pieces/State.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Field } from '../model.ts'
import styles from './FieldList.module.css'
import { FieldSheet } from './FieldSheet.tsx'
import { formulaShown } from './fields.ts'

/** The fields of the workspace, or those of one project: made, named, ordered, put away. */
export function FieldList({
  projectId,
  fields,
  may,
}: {
  projectId: string | null
  fields: readonly Field[]
  may: boolean
}) {
  const t = useT(messages)
  const locale = useLocale()
  const told = useTold()
  const [editing, setEditing] = useState<Field | 'new' | null>(null)
  const own = fields.filter((f) => f.projectId === projectId)
  const swap = async (at: number, by: -1 | 1) => {
    const [a, b] = [own[at], own[at + by]]
    if (!a || !b) return
    try {
      await api.work.fields.amend({ id: a.id, position: b.position })
      await api.work.fields.amend({ id: b.id, position: a.position })
      await queries.invalidateQueries({ queryKey: rpc.work.fields.key() })
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  const add = may && (
    <Button leftSection={<Plus size={15} aria-hidden />} onClick={() => setEditing('new')}>
      {t('add')}
    </Button>
  )
  return (
    <div className="stack">
      {own.length === 0 ? (
        <Empty drawing="list" sentence={t('empty')} example={t('example')} action={add || undefined} />
      ) : (
        <>
          <ul className={styles.list}>
            {own.map((f, at) => (
              <li key={f.id} className={styles.row}>
                <button type="button" className={styles.name} disabled={!may} onClick={() => setEditing(f)}>
                  {f.name}
                </button>
                <span className="muted">{t(`kind.${f.kind}`)}</span>
                <span className={styles.detail}>
                  {f.kind === 'formula'
                    ? formulaShown(f.formula, fields, locale)
                    : f.options.map((o) => o.name).join(', ')}
                </span>
                {f.archived && <State tone="idle">{t('archived')}</State>}
                {may && (
                  <span className={styles.moves}>
                    <ActionIcon
                      variant="subtle"
                      disabled={at === 0}
                      aria-label={`${t('up')} : ${f.name}`}
                      onClick={() => void swap(at, -1)}
                    >
                      <ArrowUp size={15} aria-hidden />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      disabled={at === own.length - 1}
                      aria-label={`${t('down')} : ${f.name}`}
                      onClick={() => void swap(at, 1)}
                    >
                      <ArrowDown size={15} aria-hidden />
                    </ActionIcon>
                  </span>
                )}
              </li>
            ))}
          </ul>
          <div>{add}</div>
        </>
      )}
      {editing && (
        <FieldSheet
          key={editing === 'new' ? 'new' : editing.id}
          field={editing === 'new' ? null : editing}
          projectId={projectId}
          fields={fields}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  )
}
