import type { ReactNode } from 'react'
import { useLocale, useT } from '../../i18n.tsx'
import { Page } from '../../pieces/Page.tsx'
import { useAt, useWorkspace } from '../../session.tsx'
import { useCrumbs } from '../../shell/crumbs.ts'
import { settings } from '../../shell/entries.ts'
import { messages } from './messages.ts'

/** The frame of every settings page: title, its one line, the tabs one may open. */
export function Settings({
  page,
  line,
  action,
  children,
}: {
  page: string
  line?: ReactNode
  action?: ReactNode
  children: ReactNode
}) {
  const t = useT(messages)
  const locale = useLocale()
  const at = useAt()
  const workspace = useWorkspace()
  const current = settings.find(({ to }) => to === `reglages/${page}`)
  useCrumbs([
    { label: t('title'), to: at('reglages') },
    ...(current ? [{ label: current.label[locale] }] : []),
  ])
  return (
    <Page
      title={t('title')}
      line={line ?? t('line', { name: workspace.name })}
      action={action}
      tabs={settings
        .filter(({ right }) => !right || workspace.can(right))
        .map(({ to, label }) => ({ to: at(to), label: label[locale] }))}
    >
      {children}
    </Page>
  )
}
