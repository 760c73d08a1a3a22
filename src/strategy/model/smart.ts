import { z } from 'zod'

const Said = z.object({ fr: z.string(), en: z.string() })
/** One letter of SMART: there, or missing and why. */
export const Letter = z
  .object({ letter: z.enum(['S', 'M', 'A', 'R', 'T']), ok: z.boolean(), why: Said })
  .meta({ id: 'SmartLetter' })
export type Letter = z.infer<typeof Letter>

export type Draft = {
  title: string
  why: string
  metric: string
  handName: string
  baseline: number | null
  target: number | null
  startsOn: string | null
  dueOn: string | null
  achievable: string
  relevant: string
}
/** What the catalogue says of the metric. */
export type Known = {
  goodWhen: 'up' | 'down'
  kind: 'sum' | 'level'
  needsGoal: boolean
  hasGoal: boolean
} | null

type Lack = { fr: string; en: string } | null
const written = (text: string) =>
  text
    .trim()
    .split(/\s+/)
    .filter((w) => w.length > 1).length
const nothing = { fr: '', en: '' }

function specific(d: Draft): Lack {
  if (written(d.title) < 3)
    return {
      fr: 'Le titre est trop court pour être précis : dites ce qui doit changer, et pour qui.',
      en: 'The title is too short to be specific: say what must change, and for whom.',
    }
  if (!d.why.trim())
    return {
      fr: 'Dites pourquoi : sans raison écrite, chacun comprendra l’objectif à sa façon.',
      en: 'Say why: without a reason, everybody will read the objective their own way.',
    }
  return null
}

function measurable(d: Draft, known: Known): Lack {
  if (!d.metric)
    return {
      fr: 'Choisissez une mesure du catalogue ; à défaut, une mesure saisie à la main.',
      en: 'Choose a metric of the catalogue or, failing that, one typed by hand.',
    }
  if (d.metric === 'hand' && !d.handName.trim())
    return { fr: 'Nommez ce qui sera relevé à la main.', en: 'Name what will be read off by hand.' }
  if (d.metric !== 'hand' && !known)
    return {
      fr: 'Cette mesure n’existe plus au catalogue : choisissez-en une autre.',
      en: 'This metric is no longer in the catalogue: choose another.',
    }
  if (known?.needsGoal && !known.hasGoal)
    return { fr: 'Dites quelle conversion est comptée.', en: 'Say which conversion is counted.' }
  if (d.target === null)
    return {
      fr: 'Il manque la cible : le chiffre à atteindre.',
      en: 'The target is missing: the figure to reach.',
    }
  if (d.baseline === null)
    return {
      fr: 'Il manque le point de départ : le chiffre d’aujourd’hui, ou celui de la même période l’an dernier.',
      en: 'The baseline is missing: today’s figure, or that of the same period last year.',
    }
  if (d.baseline === d.target)
    return {
      fr: 'La cible est égale au point de départ : rien ne changerait.',
      en: 'The target equals the baseline: nothing would change.',
    }
  const ceiling = known?.kind === 'sum' && known.goodWhen === 'down'
  if (known && !ceiling && d.target > d.baseline !== (known.goodWhen === 'up'))
    return known.goodWhen === 'up'
      ? {
          fr: 'La cible est sous le point de départ, alors que cette mesure est bonne quand elle monte.',
          en: 'The target is below the baseline, yet this metric is good when it rises.',
        }
      : {
          fr: 'La cible est au-dessus du point de départ, alors que cette mesure est bonne quand elle baisse.',
          en: 'The target is above the baseline, yet this metric is good when it falls.',
        }
  return null
}

function achievable(d: Draft): Lack {
  if (d.achievable.trim()) return null
  if (d.baseline && d.target !== null && d.baseline > 0 && d.target / d.baseline >= 2)
    return {
      fr: 'La cible fait au moins le double du point de départ : dites ce qui la rend atteignable (moyens, précédent, saison).',
      en: 'The target is at least twice the baseline: say what makes it achievable (means, precedent, season).',
    }
  return {
    fr: 'Dites sur quoi s’appuie la cible : un précédent, des moyens, une tendance.',
    en: 'Say what the target rests on: a precedent, means, a trend.',
  }
}

function timely(d: Draft): Lack {
  if (!d.startsOn && !d.dueOn)
    return {
      fr: 'Il manque les dates : un début et une échéance.',
      en: 'The dates are missing: a start and a due date.',
    }
  if (!d.startsOn)
    return {
      fr: 'Il manque la date de début : sans elle, le rythme ne se calcule pas.',
      en: 'The start is missing: without it the pace cannot be told.',
    }
  if (!d.dueOn) return { fr: 'Il manque l’échéance.', en: 'The due date is missing.' }
  if (d.dueOn <= d.startsOn)
    return { fr: 'L’échéance doit suivre le début.', en: 'The due date must follow the start.' }
  return null
}

/** Says which letter is missing and why. Source: G. T. Doran, “There’s a S.M.A.R.T. way…”, Management Review 70(11), 1981. */
export function smart(d: Draft, known: Known): Letter[] {
  const lacks: [Letter['letter'], Lack][] = [
    ['S', specific(d)],
    ['M', measurable(d, known)],
    ['A', achievable(d)],
    [
      'R',
      d.relevant.trim()
        ? null
        : { fr: 'Dites quel enjeu de l’entreprise il sert.', en: 'Say which business goal it serves.' },
    ],
    ['T', timely(d)],
  ]
  return lacks.map(([letter, lack]) => ({ letter, ok: !lack, why: lack ?? nothing }))
}
