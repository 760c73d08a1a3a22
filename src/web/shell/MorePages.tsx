import { Link } from '@tanstack/react-router'
import { FolderOpen } from 'lucide-react'
import { useLocale, useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import { Sheet } from '../pieces/Sheet.tsx'
import { useAt, useSession, useWorkspace } from '../session.tsx'
import { entries } from './entries.ts'
import styles from './MorePages.module.css'
import { moreOpen } from './panels.ts'

/** What the thumb's bar has beside. */
const inTheBar = ['aujourdhui', 'projets']

/** The pages that the bar has no room for, and the other workspaces: the sidebar of a phone. */
export default function MorePages() {
  const t = useT(messages)
  const locale = useLocale()
  const at = useAt()
  const workspace = useWorkspace()
  const { user } = useSession()
  const shown = entries.filter(({ to, right }) => !inTheBar.includes(to) && (!right || workspace.can(right)))
  const others = user.workspaces.filter(({ id }) => id !== workspace.id)
  const close = () => moreOpen.set(false)
  return (
    <Sheet opened onClose={close} title={t('nav.allPages')}>
      <nav aria-label={t('nav.allPages')}>
        <ul className={styles.pages}>
          {shown.map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Link to={at(to)} onClick={close} activeProps={{ 'aria-current': 'page' }}>
                <Icon size={20} strokeWidth={1.8} aria-hidden />
                {label[locale]}
              </Link>
            </li>
          ))}
        </ul>
        {others.length > 0 && (
          <>
            <h3 className={styles.heading}>{t('nav.workspace')}</h3>
            <ul className={styles.pages}>
              {others.map(({ id, slug, name }) => (
                <li key={id}>
                  <Link to={`/${slug}/aujourdhui`} onClick={close}>
                    <FolderOpen size={20} strokeWidth={1.8} aria-hidden />
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
          </>
        )}
      </nav>
    </Sheet>
  )
}
