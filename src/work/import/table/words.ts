import type { Kind } from '../../model.ts'
import { fold } from '../model.ts'

const levels: readonly (readonly [number, RegExp])[] = [
  [3, /critical|critique|highest|urgent|\bhigh|haute?|eleve|important|\bp[01]\b|^1$|fort|must|⚠|immediate/],
  [2, /medium|moyen|normal|\bp2\b|^2$|should|standard/],
  [1, /low|basse?|faible|minor|mineur|\bp[34]\b|^[34]$|could|best effort/],
]
/** « Haute », « P1 », « Critical ⚠️ » as 3; nothing or « none » as 0; null for a word that says no level. */
export function levelOf(text: string): number | null {
  const t = fold(text)
  if (!t || /^(none|aucune?|-|0|n\/a)$/.test(t)) return 0
  return levels.find(([, p]) => p.test(t))?.[0] ?? null
}

export function kindNamed(text: string): Kind | null {
  const t = fold(text)
  if (/mileston|jalon|etape cle/.test(t)) return 'milestone'
  if (/approv|validation|bon a tirer|\bbat\b/.test(t)) return 'approval'
  if (/delivera|livrable/.test(t)) return 'deliverable'
  return /^(task|tache|default_task|subtask|sous-tache|)$/.test(t) ? 'task' : null
}

const yes = /^(yes|oui|true|vrai|x|1|✓|✔|☑|done|fait|termine[e]?|completed?|acheve|fini|100 ?%|v)$/
export const isYes = (text: string): boolean => yes.test(fold(text))

/** Names of several things in a cell. Known names win: one that holds a comma is not cut. */
export function splitNames(cell: string, known: ReadonlySet<string>): string[] {
  const text = cell.trim()
  if (!text) return []
  if (known.has(fold(text))) return [text]
  const parts = text.split(/\s*[,;\n|]\s*/).filter(Boolean)
  const found: string[] = []
  for (let i = 0; i < parts.length; ) {
    let taken = 1
    for (let n = Math.min(parts.length - i, 12); n > 1; n--) {
      const joined = parts.slice(i, i + n)
      if ([', ', ',', '; ', ';'].some((mark) => known.has(fold(joined.join(mark))))) {
        taken = n
        break
      }
    }
    found.push(
      taken === 1
        ? parts[i]!
        : [', ', ',', '; ', ';']
            .map((m) => parts.slice(i, i + taken).join(m))
            .find((j) => known.has(fold(j)))!,
    )
    i += taken
  }
  return found
}

/** « Ana Roy », « Ana Roy <ana@example.org> », « ana@example.org », several of them. */
export function readPeople(cell: string): { name: string; email: string }[] {
  return cell
    .split(/\s*[,;\n|]\s*|\s+(?:&|et|and)\s+/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const email = /[^\s<>()"']+@[^\s<>()"']+\.[^\s<>()"']+/.exec(part)?.[0]?.toLowerCase() ?? ''
      const name = part.replace(/<[^>]*>|\([^)]*@[^)]*\)/g, '').trim()
      return { name: name && name.toLowerCase() !== email ? name : nameFrom(email), email }
    })
    .filter((p) => p.name)
}

/** « ines.moreau@… » reads « Ines Moreau »: better than nothing. */
export const nameFrom = (email: string): string =>
  (email.split('@')[0] ?? '')
    .split(/[._+-]+/)
    .filter(Boolean)
    .map((w) => w[0]!.toUpperCase() + w.slice(1))
    .join(' ')
