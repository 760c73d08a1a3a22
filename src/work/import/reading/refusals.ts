import { invalid, type Refusal, Refusal as Refused, type Said } from '#platform/errors.ts'

/** No export is larger: 50 MB is some 100,000 lines of a table. */
export const maxBytes = 50 * 1024 * 1024
/** Beyond this, a board is one nobody can read, and an import one nobody can check. */
export const maxTasks = 20_000

export const isTooLarge = (): Refusal =>
  new Refused('TOO_LARGE', {
    fr: 'Ce fichier dépasse 50 Mo. Coupez-le en plusieurs, ou retirez-en ce qui est terminé depuis longtemps.',
    en: 'This file is over 50 MB. Split it, or leave out what was finished long ago.',
  })
export const isEmpty = (): Refusal =>
  invalid({
    fr: 'Ce fichier est vide. Refaites l’export.',
    en: 'This file is empty. Export it again.',
  })
export const isCut = (): Refusal =>
  invalid({
    fr: 'Ce fichier est coupé ou abîmé : il s’arrête avant la fin. Téléchargez à nouveau l’export.',
    en: 'This file is cut short or damaged: it stops before its end. Download the export again.',
  })
export const isTooMany = (what: number): Refusal =>
  invalid({
    fr: `Ce fichier contient ${what} tâches ; un import en prend ${maxTasks} au plus. Coupez-le en plusieurs.`,
    en: `This file holds ${what} tasks; one import takes ${maxTasks} at most. Split it.`,
  })
export const isBomb = (): Refusal =>
  invalid({
    fr: 'Ce classeur se déplie en bien plus que ce qu’il annonce : il est refusé. Réenregistrez-le depuis un tableur.',
    en: 'This workbook unfolds into far more than it announces: it is refused. Save it again from a spreadsheet.',
  })
export const hasEntities = (): Refusal =>
  invalid({
    fr: 'Ce fichier XML déclare des entités, ce qu’aucun export ne fait : il est refusé. Refaites l’export.',
    en: 'This XML file declares entities, which no export does: it is refused. Export it again.',
  })
export const isTooDeep = (): Refusal =>
  invalid({
    fr: 'Ce fichier est imbriqué sans fin : ce n’est pas un export. Refaites-le depuis l’outil d’origine.',
    en: 'This file is nested without end: it is not an export. Make it again from the other tool.',
  })
export const isNot = (said: Said): Refusal => invalid(said)
