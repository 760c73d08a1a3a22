import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { enterWorkspace } from '../api.ts'
import { useT } from '../i18n.tsx'
import { Page } from '../pieces/Page.tsx'
import { lastWorkspace, useSession } from '../session.tsx'
import { Mark } from '../shell/Mark.tsx'
import styles from './Account.module.css'
import { Appearance } from './account/Appearance.tsx'
import { Data } from './account/Data.tsx'
import { messages } from './account/messages.ts'
import { Passkeys } from './account/Passkeys.tsx'
import { Password } from './account/Password.tsx'
import { Profile } from './account/Profile.tsx'
import { Sessions } from './account/Sessions.tsx'
import { TwoFactor } from './account/TwoFactor.tsx'

export default function Account() {
  const t = useT(messages)
  const { user } = useSession()
  const home = user.workspaces.find(({ slug }) => slug === lastWorkspace.get()) ?? user.workspaces[0]
  if (home) enterWorkspace(home.id)
  return (
    <>
      <header className={styles.bar}>
        <Mark size={26} />
        <Link to={home ? `/${home.slug}/aujourdhui` : '/'} className={styles.back}>
          <ArrowLeft size={15} aria-hidden />
          {t('back', { name: home?.name ?? 'Pupitre' })}
        </Link>
      </header>
      <main className={styles.main}>
        <Page title={t('title')} line={t('line')} width="narrow">
          {home && <Profile workspaces={user.workspaces} email={user.email} />}
          <Appearance />
          <Password />
          <TwoFactor />
          <Passkeys />
          <Sessions />
          <Data />
        </Page>
      </main>
    </>
  )
}
