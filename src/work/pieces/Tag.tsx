import type { Label } from '../model.ts'
import styles from './Tag.module.css'

/** A label: a dot of its colour and its name. */
export const Tag = ({ label }: { label: Label }) => (
  <span className={styles.tag} data-colour={label.colour}>
    {label.name}
  </span>
)

export const Tags = ({ ids, labels }: { ids: readonly string[]; labels: readonly Label[] }) => (
  <>
    {labels
      .filter((l) => ids.includes(l.id))
      .map((l) => (
        <Tag key={l.id} label={l} />
      ))}
  </>
)
