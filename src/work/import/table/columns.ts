import { fold, type Target } from '../model.ts'
import { type DateOrder, readDate } from '../reading/dates.ts'
import type { CellOf } from '../reading/xlsx.ts'

export const textOf = (cell: CellOf | undefined): string =>
  cell === null || cell === undefined
    ? ''
    : cell instanceof Date
      ? Number.isNaN(cell.getTime())
        ? ''
        : cell.toISOString().slice(0, cell.getUTCHours() || cell.getUTCMinutes() ? 16 : 10)
      : String(cell).trim()

/** Headings that can be told apart: « Note », « Note (2) »; an empty one is named after its place. */
export function uniqueHeadings(row: readonly CellOf[]): string[] {
  const seen = new Map<string, number>()
  return row.map((cell, i) => {
    const name = textOf(cell).replace(/\s+/g, ' ').slice(0, 200) || `#${i + 1}`
    const n = (seen.get(fold(name)) ?? 0) + 1
    seen.set(fold(name), n)
    return n === 1 ? name : `${name} (${n})`
  })
}

const words: readonly (readonly [Target, RegExp])[] = [
  [
    'skip',
    /^(last (modified|updated)|modified( at| on)?|modifie[e]? le|derniere modification|mise a jour le)/,
  ],
  [
    'id',
    /^(task |item |card |tache |issue )?(id|identifiant|gid|uid|cle|key|numero|n°|#)$|^(item|task|card) id\b|^id (de la )?tache$/,
  ],
  ['parent', /^parent|^tache (parente|mere)|^sous-tache de|parent (task|item|id)$/],
  [
    'after',
    /^blocked by|^bloque[e]? par|^predecess|^depend(s|encies|ances|encia)?\b|^depend de|^apres$|^dependent on/,
  ],
  ['before', /^blocking|^bloque$|^success|^avant$/],
  ['followers', /^follow|^abonne|^suiveu|^observateur|^watcher|collaborat/],
  ['email', /(assignee|responsable|owner).*(e-?mail|courriel)|^(e-?mail|courriel)( (du )?responsable)?$/],
  [
    'people',
    /^(assign|responsable|owner|proprietaire|person(ne)?s?$|people|qui$|who$|en charge|charge[e]? d|attribue|affecte|membre|member|resource|ressource|pilote)/,
  ],
  ['timeline', /^(timeline|chronologie|periode|dates)$/],
  [
    'start',
    /^(start|debut|date de debut|commence|begin|du$)|(start|debut)$|start (date|time)|timeline - (start|debut)|chronologie - (start|debut)/,
  ],
  ['deadline', /^(deadline|date limite|date butoir)/],
  [
    'due',
    /^(due|echeance|fin$|end\b|finish|date de fin|date d.?echeance|pour le|au$|date$|livraison|termine le prevu)|(due|echeance|end|fin)$|due (date|on)|timeline - (end|fin)/,
  ],
  [
    'finishedAt',
    /^(completed? (at|on|date)|date completed|termine le|fini le|acheve|realise le|date de realisation)/,
  ],
  ['bornAt', /^(created( at| on| date)?|cree[e]? le|date de creation|creation)/],
  ['done', /^(done|fait|termine[e]?|fini|completed?|acheve|clos)\??$/],
  ['state', /^(status|statut|etat|state|colonne|column|avancement \(etat\)|stage|liste?)$|^(task )?status\b/],
  ['group', /^(section|group[e]?|phase|etape|lot|categor(y|ie)|section\/column|bucket|sprint|epic|rubrique)/],
  ['labels', /^(tag|label|etiquette|mot[s-]? ?cle)/],
  ['importance', /^(priorit|importance)/],
  ['urgency', /^(urgen)/],
  [
    'spent',
    /^(actual time|time spent|spent|time tracking|tracked time|logged( time| hours)?|temps (passe|reel|consomme|suivi)|heures (passees|realisees)|suivi du temps)/,
  ],
  [
    'estimate',
    /^(estimat|charge|temps (estime|prevu)|duree|duration|effort|hours|heures|planned (time|effort)|time estimate|story points?)/,
  ],
  ['progress', /^(progress|avancement|% ?(complete|acheve|realise)|percent|pourcentage)/],
  ['kind', /^(type|kind|nature)( de tache)?$/],
  ['board', /^(projects?|projets?|board|tableau|campagne)$/],
  ['address', /^(url|lien|link|adresse|permalink|site)s?$/],
  [
    'description',
    /^(notes?|descriptions?|detail|commentaire|comment|contenu|body|texte|remarque|memo|brief)/,
  ],
  [
    'title',
    /^(name|nom|titre|title|tache|task|task name|nom de la tache|sujet|subject|item|intitule|libelle|element|action|quoi|what|summary|resume|todo|livrable|activite)$|^(task|item|tache) (name|title)$|^nom (de|du)/,
  ],
]

const single = new Set<Target>([
  'id',
  'title',
  'description',
  'state',
  'group',
  'start',
  'due',
  'timeline',
  'deadline',
  'importance',
  'urgency',
  'estimate',
  'progress',
  'kind',
  'done',
  'finishedAt',
  'bornAt',
  'parent',
  'after',
  'before',
  'board',
  'email',
])

export const guessTarget = (heading: string): Target | undefined => {
  const name = fold(heading)
    .replace(/\s+/g, ' ')
    .replace(/[:*]+$/, '')
    .trim()
  return words.find(([, pattern]) => pattern.test(name))?.[0]
}

/** What each column most likely is: by its heading, and a title must be found. Columns of nothing are left out. */
export function guessTargets(headings: readonly string[], rows: readonly (readonly CellOf[])[]): Target[] {
  const taken = new Set<Target>()
  const full = headings.map((_, i) => rows.some((r) => textOf(r[i]) !== ''))
  const guessed = headings.map((heading, i): Target => {
    if (!full[i] && /^#\d+$/.test(heading)) return 'skip'
    const target = guessTarget(heading)
    if (!target || (single.has(target) && taken.has(target))) return full[i] ? 'field' : 'skip'
    taken.add(target)
    return target
  })
  if (taken.has('title')) return guessed
  // No column is called a name: the first one that is all text and mostly different from line to line.
  const sample = rows.slice(0, 200)
  const candidate = headings.findIndex((_, i) => {
    if (!full[i] || !['field', 'description', 'labels', 'group'].includes(guessed[i] as Target)) return false
    const values = sample.map((r) => textOf(r[i])).filter(Boolean)
    return (
      values.length * 2 > sample.length &&
      new Set(values).size * 2 > values.length &&
      values.every((v) => !readDate(v, 'dmy') && !/^[\d.,\s%€$-]+$/.test(v))
    )
  })
  if (candidate >= 0) guessed[candidate] = 'title'
  return guessed
}

/** The line of the headings among the first ones: known words, all different, more cells than the lines above. */
export function findHeader(rows: readonly (readonly CellOf[])[]): number {
  let best = { at: 0, score: -1 }
  for (const [at, row] of rows.slice(0, 40).entries()) {
    const cells = row.map(textOf)
    const full = cells.filter(Boolean)
    if (!full.length) continue
    const known = full.filter((c) => c.length < 60 && guessTarget(c)).length
    const plain = full.filter(
      (c) => c.length < 80 && !readDate(c, 'dmy') && !/^[\d.,\s%€$-]+$/.test(c),
    ).length
    const distinct = new Set(full.map(fold)).size === full.length ? 1 : 0
    const below = rows.slice(at + 1, at + 6).filter((r) => r.some((c) => textOf(c))).length
    const score =
      known * 4 +
      (plain === full.length ? 2 : 0) +
      distinct +
      Math.min(full.length, 10) * 0.5 +
      (below ? 1 : 0) -
      at * 0.01
    if (score > best.score) best = { at, score }
  }
  return best.at
}

export const readsAsDate = (target: Target): boolean =>
  ['start', 'due', 'timeline', 'deadline', 'finishedAt', 'bornAt'].includes(target)

const dash = /\s+(?:-|–|—|→|to|à|au)\s+|\s*→\s*/
/** The two ends of « 2026-05-04 - 2026-05-08 ». */
export function readTimeline(cell: CellOf | undefined, order: DateOrder) {
  const parts = textOf(cell).split(dash)
  if (parts.length > 2) return null
  const from = readDate(parts[0], order)
  const to = parts[1] === undefined ? from : readDate(parts[1], order)
  return from && to ? { from, to } : null
}
