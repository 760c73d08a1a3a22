import styles from './Person.module.css'

type Props = {
  name: string
  image?: string | null | undefined
  size?: 20 | 24 | 32 | 56
  /** `bare` shows the face alone; the name is then its label. */
  bare?: boolean
  /** Role, e-mail: a second line. */
  line?: string | undefined
  /** Said after the name, quietly: « vous ». */
  note?: string | undefined
}

const tints = 6

/** The same person has the same tint everywhere. */
function tintOf(name: string): number {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)!) % 9973
  return sum % tints
}

export function initialsOf(name: string): string {
  const words = name
    .replace(/@.*/, '')
    .split(/[\s.\-_]+/)
    .filter(Boolean)
  const letters = words.length > 1 ? [words[0]!, words.at(-1)!] : words
  return letters.map((word) => [...word][0]!.toUpperCase()).join('') || '?'
}

export function Face({ name, image, size = 24 }: Pick<Props, 'name' | 'image' | 'size'>) {
  return (
    <span className={styles.face} data-size={size} data-tint={tintOf(name)} aria-hidden>
      {image ? <img src={image} alt="" width={size} height={size} loading="lazy" /> : initialsOf(name)}
    </span>
  )
}

export function Person({ name, image, size = 24, bare = false, line, note }: Props) {
  return (
    <span className={styles.person} {...(bare ? { title: name } : {})}>
      <Face name={name} image={image} size={size} />
      {bare ? (
        <span className="unseen">{name}</span>
      ) : (
        <span className={styles.words}>
          <span>
            {name}
            {note && <span className="muted"> ({note})</span>}
          </span>
          {line && <span className={styles.line}>{line}</span>}
        </span>
      )}
    </span>
  )
}

/** Several faces, one over the other; the rest as a count. */
export function People({
  people,
  max = 4,
  size = 24,
}: {
  people: readonly { name: string; image?: string | null }[]
  max?: number
  size?: 20 | 24 | 32
}) {
  const rest = people.slice(max)
  return (
    <span className={styles.people} title={people.map(({ name }) => name).join(', ')}>
      {people.slice(0, max).map((person) => (
        <Face key={person.name} {...person} size={size} />
      ))}
      {rest.length > 0 && <span className={styles.rest}>+{rest.length}</span>}
      <span className="unseen">{people.map(({ name }) => name).join(', ')}</span>
    </span>
  )
}
