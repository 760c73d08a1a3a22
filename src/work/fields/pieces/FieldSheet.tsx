import { ActionIcon, Button, Select, Textarea, TextInput } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useLocale, useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { offer } from '#web/undo.tsx'
import { labelColours } from '../../model.ts'
import { messages } from '../messages.ts'
import { type Field, type FieldKind, type FieldOption, fieldKinds } from '../model.ts'
import styles from './FieldSheet.module.css'
import { formulaShown } from './fields.ts'

const refresh = () => queries.invalidateQueries({ queryKey: rpc.work.fields.key() })
const newOption = (at: number): FieldOption => ({
  id: crypto.randomUUID().slice(0, 8),
  name: '',
  colour: labelColours[at % labelColours.length] ?? 'grey',
})

/** Makes a field, or changes one: its kind stays, since its values would no longer mean anything. */
export function FieldSheet({
  field,
  projectId,
  fields,
  onMade,
  onClose,
}: {
  field: Field | null
  projectId: string | null
  fields: readonly Field[]
  onMade?: (field: Field) => void
  onClose: () => void
}) {
  const t = useT(messages)
  const locale = useLocale()
  const [name, setName] = useState(field?.name ?? '')
  const [kind, setKind] = useState<FieldKind>(field?.kind ?? 'text')
  const [options, setOptions] = useState<FieldOption[]>(field?.options ?? [newOption(0)])
  const [formula, setFormula] = useState(formulaShown(field?.formula ?? '', fields, locale))
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const choosing = kind === 'choice' || kind === 'choices'
  const named = options.filter((o) => o.name.trim())
  const attempt = async (deed: () => Promise<unknown>) => {
    setBusy(true)
    setError(null)
    try {
      await deed()
      await refresh()
      onClose()
    } catch (reason) {
      setError(reason)
    } finally {
      setBusy(false)
    }
  }
  const save = () =>
    attempt(async () => {
      const draft = { name, ...(choosing && { options: named }), ...(kind === 'formula' && { formula }) }
      if (field) await api.work.fields.amend({ id: field.id, version: field.version, ...draft })
      else onMade?.(await api.work.fields.create({ projectId, kind, ...draft }))
    })
  const archive = () =>
    field && attempt(() => api.work.fields.amend({ id: field.id, archived: !field.archived }))
  const discard = () =>
    field &&
    attempt(async () => {
      await api.work.fields.discard({ id: field.id })
      offer(t('discarded'), () => api.work.fields.restore({ id: field.id }).then(refresh))
    })
  const setOption = (at: number, change: Partial<FieldOption>) =>
    setOptions(options.map((o, i) => (i === at ? { ...o, ...change } : o)))
  return (
    <Sheet
      opened
      onClose={onClose}
      title={field ? field.name : t('add')}
      size={440}
      footer={
        <>
          {field && (
            <>
              <Button variant="subtle" color="red" disabled={busy} onClick={() => void discard()}>
                {t('discard')}
              </Button>
              <Button variant="default" disabled={busy} onClick={() => void archive()}>
                {t(field.archived ? 'unarchive' : 'archive')}
              </Button>
            </>
          )}
          <Button type="submit" form="field" loading={busy} disabled={!name.trim()}>
            {t(field ? 'edit' : 'create', { name: field?.name ?? '' })}
          </Button>
        </>
      }
    >
      <form
        id="field"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextInput
          label={t('name')}
          value={name}
          required
          maxLength={80}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t('kind')}
          value={kind}
          disabled={Boolean(field)}
          allowDeselect={false}
          data={fieldKinds.map((k) => ({ value: k, label: t(`kind.${k}`) }))}
          onChange={(k) => setKind(k as FieldKind)}
        />
        {kind === 'formula' && (
          <Textarea
            label={t('formula')}
            description={t('formula.help')}
            rows={3}
            value={formula}
            onChange={(event) => setFormula(event.currentTarget.value)}
          />
        )}
        {choosing && (
          <fieldset className={styles.options}>
            <legend>{t('options')}</legend>
            {options.map((o, at) => (
              <div key={o.id} className={styles.option}>
                <select
                  aria-label={t('optionColour', { name: o.name })}
                  className={styles.colour}
                  data-colour={o.colour}
                  value={o.colour}
                  onChange={(event) =>
                    setOption(at, { colour: event.currentTarget.value as FieldOption['colour'] })
                  }
                >
                  {labelColours.map((c) => (
                    <option key={c} value={c}>
                      {t(`colour.${c}`)}
                    </option>
                  ))}
                </select>
                <TextInput
                  aria-label={t('optionName', { n: at + 1 })}
                  value={o.name}
                  maxLength={120}
                  onChange={(event) => setOption(at, { name: event.currentTarget.value })}
                />
                <ActionIcon
                  variant="subtle"
                  aria-label={t('optionRemove', { name: o.name })}
                  onClick={() => setOptions(options.filter((_, i) => i !== at))}
                >
                  <X size={15} aria-hidden />
                </ActionIcon>
              </div>
            ))}
            <Button
              size="xs"
              variant="default"
              leftSection={<Plus size={14} aria-hidden />}
              onClick={() => setOptions([...options, newOption(options.length)])}
            >
              {t('optionAdd')}
            </Button>
            {field && <p className="caption muted">{t('optionGone')}</p>}
          </fieldset>
        )}
        <ErrorNote error={error} />
      </form>
    </Sheet>
  )
}
