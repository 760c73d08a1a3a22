import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Fingerprint } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { auth } from '../../auth.ts'
import { useT } from '../../i18n.tsx'
import { confirm } from '../../pieces/Confirm.tsx'
import { DataTable } from '../../pieces/DataTable.tsx'
import { Section } from '../../pieces/Page.tsx'
import { Loaded } from '../../pieces/Waiting.tsx'
import { When } from '../../pieces/When.tsx'
import styles from '../Account.module.css'
import { FormNote } from '../FormNote.tsx'
import { type AuthFault, useFault } from '../signing.ts'
import { messages } from './messages.ts'

export function Passkeys() {
  const t = useT(messages)
  const fault = useFault()
  const [name, setName] = useState('')
  const [error, setError] = useState('')
  const query = useQuery({
    queryKey: ['account', 'passkeys'],
    queryFn: async () => (await auth.passkey.listUserPasskeys()).data ?? [],
  })
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const answer = (await auth.passkey.addPasskey({ name }).catch(() => ({ error: {} }))) as
      | { error?: AuthFault | null }
      | undefined
    setError(fault(answer?.error && { status: 400, ...answer.error }))
    if (!answer?.error) setName('')
    await query.refetch()
  }
  const remove = async (id: string, label: string) => {
    if (
      !(await confirm({
        title: t('passkeyRemoveTitle', { name: label }),
        line: t('passkeyRemoveLine'),
        action: t('passkeyRemove'),
      }))
    )
      return
    await auth.passkey.deletePasskey({ id })
    await query.refetch()
  }
  return (
    <Section title={t('passkeys')} line={t('passkeysLine')}>
      <Loaded query={query} rows={1}>
        {(passkeys) => (
          <DataTable
            label={t('passkeys')}
            rows={passkeys}
            rowKey={({ id }) => id}
            empty={<p className="muted">{t('passkeyNone')}</p>}
            columns={[
              { key: 'name', header: t('passkeyName'), cell: ({ name: label }) => label ?? '–' },
              { key: 'added', header: t('added'), cell: ({ createdAt }) => <When at={createdAt} /> },
            ]}
            actions={({ id, name: label }) => (
              <Button size="xs" variant="subtle" onClick={() => void remove(id, label ?? '')}>
                {t('passkeyRemove')}
              </Button>
            )}
          />
        )}
      </Loaded>
      <form className={styles.narrow} onSubmit={(event) => void add(event)}>
        <TextInput
          label={t('passkeyName')}
          required
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <FormNote>{error}</FormNote>
        <div>
          <Button type="submit" variant="default" leftSection={<Fingerprint size={16} />}>
            {t('passkeyAdd')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
