import { Button } from '@mantine/core'
import { useId } from 'react'
import { useT } from '#web/i18n.tsx'
import { TextField } from '#web/pieces/Field.tsx'
import { Upload } from '#web/pieces/Upload.tsx'
import { useWorkspace } from '#web/session.tsx'
import { messages } from '../messages.ts'
import type { Organisation } from '../model.ts'
import styles from '../pages/Projects.module.css'
import { inkOn } from './brand.ts'

type Save = (patch: { colour?: string; accent?: string; logoFileId?: string | null }) => unknown

/** Two colours and a logo, beside what they make of a page. */
export function BrandFields({ o, disabled, onSave }: { o: Organisation; disabled: boolean; onSave: Save }) {
  const t = useT(messages)
  const workspace = useWorkspace()
  return (
    <div className={styles.brand}>
      <div className="stack">
        <div className={styles.pair}>
          <Colour
            label={t('field.colour')}
            value={o.colour}
            disabled={disabled}
            onSave={(colour) => onSave({ colour })}
          />
          <Colour
            label={t('field.accent')}
            value={o.accent}
            disabled={disabled}
            onSave={(accent) => onSave({ accent })}
          />
        </div>
        {o.logoFileId && (
          <div className={styles.logo}>
            <img src={`/files/${o.logoFileId}`} alt={t('field.logo')} />
            {!disabled && (
              <Button variant="default" size="xs" onClick={() => void onSave({ logoFileId: null })}>
                {t('organisation.logoRemove')}
              </Button>
            )}
          </div>
        )}
        {!disabled && (
          <Upload
            label={t('organisation.logoSend')}
            accept="image/png,image/jpeg,image/webp"
            maxBytes={5_000_000}
            to={`/files?workspace=${workspace.id}&noun=organisation&row=${o.id}`}
            onSent={(answer) => void onSave({ logoFileId: (answer as { id: string }).id })}
          />
        )}
      </div>
      <Sample o={o} />
    </div>
  )
}

function Colour({
  label,
  value,
  disabled,
  onSave,
}: {
  label: string
  value: string
  disabled: boolean
  onSave: (colour: string) => unknown
}) {
  const t = useT(messages)
  const id = useId()
  return (
    <div className={styles.colour}>
      <label htmlFor={id} className="unseen">
        {t('field.pickColour', { label })}
      </label>
      <input
        id={id}
        type="color"
        defaultValue={value}
        key={value}
        disabled={disabled}
        onBlur={(event) =>
          event.currentTarget.value !== value.toLowerCase() && onSave(event.currentTarget.value)
        }
      />
      <TextField label={label} value={value} disabled={disabled} maxLength={7} onSave={onSave} />
    </div>
  )
}

/** The page a client will receive, in small. */
function Sample({ o }: { o: Organisation }) {
  const t = useT(messages)
  return (
    <figure className={styles.sample} aria-label={t('organisation.preview')}>
      <div className={styles.sampleBand} style={{ background: o.colour, color: inkOn(o.colour) }}>
        {o.logoFileId ? <img src={`/files/${o.logoFileId}/vignette`} alt="" /> : o.name}
      </div>
      <div className={styles.sampleBody}>
        <span className={styles.sampleRule} style={{ background: o.accent }} />
        <strong>{t('organisation.previewTitle')}</strong>
        <span className={styles.sampleButton} style={{ background: o.colour, color: inkOn(o.colour) }}>
          {t('organisation.previewButton')}
        </span>
      </div>
    </figure>
  )
}
