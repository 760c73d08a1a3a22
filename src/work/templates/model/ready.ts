import type { Locale } from '#platform/i18n.ts'
import type { Channel } from '#strategy/model.ts'
import type { Kind } from '../../model.ts'
import type { TemplateBody, TemplateTask } from '../model.ts'
import { event } from './ready-event.ts'
import { influence } from './ready-influence.ts'
import { launch } from './ready-launch.ts'
import { newsletter } from './ready-newsletter.ts'
import { site } from './ready-site.ts'
import { social } from './ready-social.ts'

type Both = readonly [fr: string, en: string]
/** Offsets in working days from the launch; `hours` is the estimate. */
export type Line = {
  key: string
  title: Both
  role?: string
  from: number
  to?: number
  hours?: number
  kind?: Kind
  under?: string
  after?: readonly string[]
  action?: string
  list?: readonly Both[]
  importance?: number
}
export type Ready = {
  id: string
  name: Both
  description: Both
  roles: readonly { key: string; name: Both }[]
  actions: readonly { key: string; title: Both; channel: Channel; from: number; to: number }[]
  lines: readonly Line[]
}

const checklist: Both = ['À vérifier', 'To check']

/** A model written in two languages, as the body of a saved one. A task that follows others follows them by itself. */
export function bodyOf(r: Ready, locale: Locale): TemplateBody {
  const say = (b: Both) => b[locale === 'fr' ? 0 : 1]
  const parents = new Set(r.lines.map((l) => l.under))
  return {
    roles: r.roles.map(({ key, name }) => ({ key, name: say(name) })),
    statuses: [],
    labels: [],
    fields: [],
    actions: r.actions.map((a) => ({ ...a, title: say(a.title) })),
    tasks: r.lines.map(
      (l): TemplateTask => ({
        key: l.key,
        parent: l.under ?? null,
        title: say(l.title),
        description: '',
        kind: l.kind ?? 'task',
        status: null,
        labels: [],
        roles: l.role ? [l.role] : [],
        action: l.action ?? null,
        start: l.kind === 'milestone' ? (l.to ?? l.from) : l.from,
        due: l.to ?? l.from,
        startMinute: null,
        dueMinute: null,
        auto: Boolean(l.after?.length) && !parents.has(l.key),
        durationMinutes: null,
        estimateMinutes: l.hours ? l.hours * 60 : null,
        importance: l.importance ?? (l.kind === 'milestone' ? 3 : 0),
        urgency: 0,
        fields: {},
        checklists: l.list ? [{ name: say(checklist), items: l.list.map(say) }] : [],
      }),
    ),
    links: r.lines.flatMap((l) =>
      (l.after ?? []).map((from) => ({
        from,
        to: l.key,
        kind: 'fs' as const,
        lag: 0,
        lagUnit: 'work' as const,
      })),
    ),
  }
}

export const readyTemplates: readonly Ready[] = [launch, influence, site, event, social, newsletter]
export const readyNamed = (id: string): Ready | undefined =>
  readyTemplates.find((r) => `ready:${r.id}` === id)
