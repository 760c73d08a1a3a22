import { Refusal } from '#platform/errors.ts'
import { throughDoor } from '#platform/gates/door.ts'
import { find } from '#platform/ledger.ts'
import type { Platform } from '#platform/platform.ts'
import { linkNoun, siteNoun } from '../tables.ts'
import { saltOf } from './salts.ts'

export type KnownSite = { id: string; workspace: string; project: string; host: string; timezone: string }
export type KnownLink = {
  id: string
  workspace: string
  project: string
  action: string
  objective: string
  budgetLine: string
  target: string
  source: string
  medium: string
  campaign: string
  content: string
  term: string
  code: string
}

const keepMs = 10_000

/** Answers at once what was asked within ten seconds, also that there was nothing; asks the database otherwise, once for all who wait. */
class Kept<V> {
  private kept = new Map<string, { value: V | null; until: number }>()
  private asked = new Map<string, Promise<V | null>>()
  private readonly ask: (key: string) => Promise<V | null>
  constructor(ask: (key: string) => Promise<V | null>) {
    this.ask = ask
  }
  now(key: string): V | null | undefined {
    const found = this.kept.get(key)
    return found && found.until > performance.now() ? found.value : undefined
  }
  async get(key: string): Promise<V | null> {
    const known = this.now(key)
    if (known !== undefined) return known
    const waiting = this.asked.get(key)
    if (waiting) return waiting
    const asking = this.ask(key).finally(() => this.asked.delete(key))
    this.asked.set(key, asking)
    const value = await asking
    if (this.kept.size > 20_000) this.kept.clear()
    this.kept.set(key, { value, until: performance.now() + keepMs })
    return value
  }
}

const orNothing = (e: unknown) => {
  if (e instanceof Refusal) return null
  throw e
}

/** Sites by their key, links by their code, salts by the day. Each is read through its own door, and sees its own project only. */
export function openDirectory(platform: Platform) {
  const sites = new Kept<KnownSite>((key) =>
    throughDoor(platform, 'site', key, async (scope, door) => {
      const s = await find(scope, siteNoun, door.rowId)
      return s
        ? { id: s.id, workspace: s.workspaceId, project: s.projectId, host: s.host, timezone: s.timezone }
        : null
    }).catch(orNothing),
  )
  const links = new Kept<KnownLink>((code) =>
    throughDoor(platform, 'link', code, async (scope, door) => {
      const l = await find(scope, linkNoun, door.rowId)
      if (!l) return null
      // The plan may have moved since the link was made; an action in the bin still owns its clicks.
      const { rows } = await scope.sql<{ objective: string | null; line: string | null }>(
        'select objective_id as objective, budget_line_id as line from actions where id = $1',
        [l.actionId],
      )
      return {
        id: l.id,
        workspace: l.workspaceId,
        project: l.projectId,
        action: l.actionId ?? '',
        objective: rows[0]?.objective ?? l.objectiveId ?? '',
        budgetLine: rows[0]?.line ?? l.budgetLineId ?? '',
        target: l.targetUrl,
        source: l.utmSource,
        medium: l.utmMedium,
        campaign: l.utmCampaign,
        content: l.utmContent,
        term: l.utmTerm,
        code: l.code,
      }
    }).catch(orNothing),
  )
  const salts = new Kept<Buffer>(async (key) => {
    const [kind = '', doorKey = '', id = '', day = ''] = key.split(' ')
    return throughDoor(platform, kind, doorKey, (scope) => saltOf(scope, id, day)).catch(orNothing)
  })
  return { sites, links, salts }
}
