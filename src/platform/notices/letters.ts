import { formatter } from '../i18n.ts'
import type { Letter } from '../mail.ts'
import type { Scope } from '../scope.ts'
import { messages } from './messages.ts'
import type { Told } from './settings.ts'

const address = (scope: Scope, path: string) =>
  `${scope.platform.config.publicUrl}/${scope.workspace.slug}/${path.replace(/^\//, '')}`

/** One notice as a letter of its own. */
export function letterOf(
  scope: Scope,
  to: Told,
  n: { id: string; title: string; body?: string; path?: string },
): Letter {
  const t = formatter(messages, to.locale)
  return {
    to: { address: to.email, name: to.name },
    locale: to.locale,
    template: 'notice',
    subject: n.title,
    paragraphs: n.body ? [n.body] : [],
    button: { label: t('letter.open'), url: address(scope, n.path || 'notifications') },
    note: t('letter.why', { url: address(scope, 'notifications/reglages') }),
    uniqueKey: `notice:${n.id}`,
  }
}

export type Kept = {
  id: string
  title: string
  body: string
  path: string
  project: string | null
  createdAt: Date
}
const most = 30

/** What nobody read since the last one, by project, in one letter. */
export function digestLetter(scope: Scope, to: Told, kept: readonly Kept[], key: string): Letter {
  const t = formatter(messages, to.locale)
  const groups = Map.groupBy(kept.slice(0, most), (k) => k.project ?? '')
  const paragraphs = [...groups].map(([project, list]) =>
    [
      project && `${project}`,
      ...list.map((k) => `• ${k.title}${k.body ? ` : ${k.body.replace(/\s+/g, ' ').slice(0, 140)}` : ''}`),
    ]
      .filter(Boolean)
      .join('\n'),
  )
  if (kept.length > most) paragraphs.push(t('digest.more', { count: kept.length - most }))
  return {
    to: { address: to.email, name: to.name },
    locale: to.locale,
    template: 'digest',
    subject: t('digest.subject', { count: kept.length, workspace: scope.workspace.name }),
    paragraphs,
    button: { label: t('digest.open'), url: address(scope, 'notifications') },
    note: t('letter.why', { url: address(scope, 'notifications/reglages') }),
    uniqueKey: key,
  }
}
