import type { ComponentProps } from 'react'
import { useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import { Face } from '../pieces/Person.tsx'
import { useMember, useSession } from '../session.tsx'
import styles from './PersonMenu.module.css'

export function PersonButton({ wide, ...rest }: { wide: boolean } & ComponentProps<'button'>) {
  const t = useT(messages)
  const { user } = useSession()
  const name = useMember()?.name ?? user.name
  return (
    <button type="button" {...rest} className={styles.person}>
      <Face name={name} size={24} />
      <span className={wide ? styles.name : 'unseen'}>{name}</span>
      <span className="unseen">, {t('nav.account')}</span>
    </button>
  )
}
