import { Button, TextInput } from '@mantine/core'
import { Globe, Save, Star } from 'lucide-react'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Cards } from './useCards.tsx'
import type { View } from './useView.ts'
import styles from './ViewBar.module.css'

/** The views one kept, a press away; and « Enregistrer » as soon as something differs. */
export function SavedViews({ view, cards }: { view: View; cards: Cards }) {
  const t = useT(messages)
  const told = useTold()
  const [naming, setNaming] = useState(false)
  const { saved } = view
  const mayChange = saved && (saved.personal || cards.may('contribute'))
  const save = async () => {
    if (!saved) return setNaming(true)
    try {
      await api.work.views.amend({ id: saved.id, version: saved.version, spec: view.spec })
      view.reset()
      tell(t('views.saved'))
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  if (!view.views.length && !view.changed) return null
  return (
    <div className={styles.views}>
      {view.views.length > 0 && (
        <button type="button" className={styles.view} aria-pressed={!saved} onClick={() => view.choose(null)}>
          {t('views.usual')}
        </button>
      )}
      {view.views.map((v) => (
        <button
          key={v.id}
          type="button"
          className={styles.view}
          aria-pressed={saved?.id === v.id}
          title={v.personal ? t('views.personal') : t('views.shared')}
          onClick={() => view.choose(v.id)}
        >
          {v.isDefault ? <Star size={13} aria-hidden /> : !v.personal && <Globe size={13} aria-hidden />}
          {v.name}
        </button>
      ))}
      {view.changed && (
        <>
          <Button
            size="compact-xs"
            variant="light"
            leftSection={<Save size={13} aria-hidden />}
            onClick={() => (mayChange ? void save() : setNaming(true))}
          >
            {mayChange ? t('views.save') : t('views.saveAs')}
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={view.reset}>
            {t('views.reset')}
          </Button>
        </>
      )}
      {naming && (
        <NameSheet view={view} onClose={() => setNaming(false)} mayShare={cards.may('contribute')} />
      )}
    </div>
  )
}

/** Keeps what is shown under a name, for oneself or for everybody. */
export function NameSheet({
  view,
  mayShare,
  onClose,
  onSaved,
}: {
  view: View
  mayShare: boolean
  onClose: () => void
  /** What comes after it has a name. */
  onSaved?: () => void
}) {
  const t = useT(messages)
  const told = useTold()
  const [name, setName] = useState('')
  const [personal, setPersonal] = useState(true)
  const [why, setWhy] = useState<string | null>(null)
  const create = async () => {
    if (!name.trim()) return
    try {
      const made = await api.work.views.create({
        ...(view.projectId && { projectId: view.projectId }),
        name: name.trim(),
        personal,
        spec: view.spec,
      })
      onClose()
      view.choose(made.id)
      if (onSaved) onSaved()
      else tell(t('views.saved'))
    } catch (error) {
      setWhy(told(error).sentence)
    }
  }
  return (
    <Sheet
      opened
      onClose={onClose}
      title={t('views.saveAs')}
      footer={
        <Button onClick={() => void create()} disabled={!name.trim()}>
          {t('views.save')}
        </Button>
      }
    >
      <form
        className="stack"
        onSubmit={(e) => {
          e.preventDefault()
          void create()
        }}
      >
        <TextInput
          label={t('views.name')}
          placeholder={t('views.example')}
          value={name}
          maxLength={80}
          data-autofocus
          error={why}
          onChange={(e) => setName(e.currentTarget.value)}
        />
        <fieldset className={styles.choices}>
          <legend>{t('views.forWhom')}</legend>
          <label className={styles.choice}>
            <input type="radio" name="whom" checked={personal} onChange={() => setPersonal(true)} />
            <span>{t('views.personal')}</span>
          </label>
          <label className={styles.choice}>
            <input
              type="radio"
              name="whom"
              checked={!personal}
              disabled={!mayShare}
              onChange={() => setPersonal(false)}
            />
            <span>{t('views.shared')}</span>
          </label>
        </fieldset>
      </form>
    </Sheet>
  )
}
