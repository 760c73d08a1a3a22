import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api.ts'
import { useT } from '../../i18n.tsx'
import { confirm } from '../../pieces/Confirm.tsx'
import { ErrorNote, useTold } from '../../pieces/ErrorNote.tsx'
import { Section } from '../../pieces/Page.tsx'
import { useSession } from '../../session.tsx'
import { signOut } from '../../shell/person.ts'
import { AskPassword } from './AskPassword.tsx'
import { messages } from './messages.ts'

export function Data() {
  const t = useT(messages)
  const told = useTold()
  const { user } = useSession()
  const [asking, setAsking] = useState(false)
  const take = useMutation({
    mutationFn: async () => {
      const everything = await api.account.export()
      const link = document.createElement('a')
      link.href = URL.createObjectURL(
        new Blob([JSON.stringify(everything, null, 2)], { type: 'application/json' }),
      )
      link.download = `pupitre-${new Date().toISOString().slice(0, 10)}.json`
      link.click()
      URL.revokeObjectURL(link.href)
    },
  })
  const leave = async () => {
    const goes = [t('deleteGoes', { email: user.email, count: user.workspaces.length })]
    if (
      await confirm({
        title: t('deleteTitle'),
        goes,
        line: t('deleteLine'),
        action: t('delete'),
        word: user.email,
      })
    )
      setAsking(true)
  }
  return (
    <Section title={t('data')}>
      <p className="muted prose">{t('exportLine')}</p>
      <div>
        <Button
          variant="default"
          leftSection={<Download size={16} />}
          loading={take.isPending}
          onClick={() => take.mutate()}
        >
          {t('export')}
        </Button>
      </div>
      <ErrorNote error={take.error} />
      <p className="muted prose">{t('deleteLine')}</p>
      <div>
        <Button variant="outline" color="red" onClick={() => void leave()}>
          {t('delete')}
        </Button>
      </div>
      {asking && (
        <AskPassword
          title={t('delete')}
          hint={t('deleteNoPassword')}
          onClose={() => setAsking(false)}
          run={async (password) => {
            try {
              await api.account.remove(password ? { password } : {})
              await signOut()
              return { error: null }
            } catch (error) {
              return { error: { code: 'TOLD', message: told(error).sentence, status: 422 } }
            }
          }}
        />
      )}
    </Section>
  )
}
