import { useFormats } from '#web/i18n.tsx'
import styles from './Outside.module.css'

/** What was said about a request, oldest first. */
export function RequestWords({
  words,
  you,
}: {
  words: readonly { author: string; mine: boolean; text: string; at: Date }[]
  you: string
}) {
  const { dateTime } = useFormats()
  if (!words.length) return null
  return (
    <ol className={styles.talk}>
      {words.map((w) => (
        <li key={`${w.at.valueOf()} ${w.text.slice(0, 20)}`}>
          <span className="caption muted">
            {w.mine ? you : w.author}, {dateTime(w.at)}
          </span>
          <p>{w.text}</p>
        </li>
      ))}
    </ol>
  )
}
