import { inWords } from '../platform/engines/words.ts'
import { notFound } from '../platform/errors.ts'
import type { Scope } from '../platform/scope.ts'
import { listProjects } from '../platform/tenancy/service.ts'
import { WrongUsage } from './terminal.ts'

/** A project by its address, or by its name when only one has it. @throws NOT_FOUND. */
export async function projectNamed(scope: Scope, wanted: string, hint = ''): Promise<string> {
  const all = await listProjects(scope)
  const named = all.filter((p) => p.name.toLowerCase() === wanted.toLowerCase())
  const found = all.find((p) => p.slug === wanted) ?? (named.length === 1 ? named[0] : undefined)
  if (found) return found.id
  if (named.length > 1)
    throw new WrongUsage({
      fr: `Plusieurs projets portent ce nom. Donnez l’adresse de l’un d’eux : ${named.map((p) => p.slug).join(', ')}.`,
      en: `Several projects have this name. Give the address of one: ${named.map((p) => p.slug).join(', ')}.`,
    })
  process.stderr.write(
    `${inWords({ fr: `Aucun projet « ${wanted} ».`, en: `No project "${wanted}".` })}${hint && ` ${hint}`}\n`,
  )
  throw notFound('project')
}
