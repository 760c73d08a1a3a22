import { Button, Input, PasswordInput, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../api.ts'
import { useT } from '../../i18n.tsx'
import { messages as shell } from '../../messages.ts'
import { ErrorNote } from '../../pieces/ErrorNote.tsx'
import { Sheet } from '../../pieces/Sheet.tsx'
import { useWorkspace } from '../../session.tsx'
import { CopyLine } from './CopyLine.tsx'
import { messages as words } from './messages.ts'
import { domainOf, providerIdFor } from './provider-id.ts'
import type { Provider } from './SingleSignOn.tsx'
import { messages } from './sso-messages.ts'

type Role = Provider['role']
const roles: Role[] = ['member', 'manager', 'guest']

export function ProviderSheet({
  provider,
  taken,
  onClose,
  onSaved,
}: {
  provider: Provider | null
  taken: readonly Provider[]
  onClose: () => void
  onSaved: (domain: string) => void
}) {
  const t = useT(messages)
  const tw = useT(words)
  const cancel = useT(shell)('cancel')
  const workspace = useWorkspace()
  const [draft, setDraft] = useState({
    domain: provider?.domain ?? '',
    issuer: provider?.issuer ?? '',
    clientId: provider?.clientId ?? '',
    secret: '',
    role: provider?.role ?? ('member' as Role),
  })
  const [left, setLeft] = useState(false)
  const domain = domainOf(draft.domain)
  const providerId = provider?.providerId ?? (domain && providerIdFor(domain, workspace.id, taken))
  const callback =
    provider?.callbackUrl ?? (providerId && `${location.origin}/api/auth/sso/callback/${providerId}`)
  const save = useMutation({
    mutationFn: () =>
      api.sso.save({
        providerId: providerId ?? '',
        domain: domain ?? '',
        issuer: draft.issuer.trim(),
        clientId: draft.clientId.trim(),
        role: draft.role,
        ...(draft.secret ? { clientSecret: draft.secret.trim() } : {}),
      }),
    onSuccess: (saved) => onSaved(saved.domain),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setLeft(true)
    if (domain) save.mutate()
  }
  const change = (part: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...part }))
  return (
    <Sheet
      opened
      onClose={onClose}
      title={provider ? t('edit', { domain: provider.domain }) : t('new')}
      size={560}
    >
      <form className="stack" onSubmit={submit}>
        <TextInput
          label={t('domain')}
          description={t('domainHint')}
          required
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          value={draft.domain}
          error={left && draft.domain && !domain ? t('domainWrong') : undefined}
          onBlur={() => setLeft(true)}
          onChange={(event) => change({ domain: event.currentTarget.value })}
        />
        <Input.Wrapper label={t('callback')} description={t(callback ? 'callbackHint' : 'callbackSoon')}>
          {callback && <CopyLine text={callback} label={t('callback')} />}
        </Input.Wrapper>
        <TextInput
          label={t('issuer')}
          description={t('issuerHint')}
          type="url"
          required
          autoComplete="off"
          spellCheck={false}
          value={draft.issuer}
          onChange={(event) => change({ issuer: event.currentTarget.value })}
        />
        <TextInput
          label={t('clientId')}
          required
          autoComplete="off"
          spellCheck={false}
          value={draft.clientId}
          onChange={(event) => change({ clientId: event.currentTarget.value })}
        />
        <PasswordInput
          label={t('secret')}
          description={t(provider ? 'secretKept' : 'secretHint')}
          required={!provider}
          autoComplete="new-password"
          value={draft.secret}
          onChange={(event) => change({ secret: event.currentTarget.value })}
        />
        <Select
          label={t('role')}
          allowDeselect={false}
          value={draft.role}
          data={roles.map((role) => ({
            value: role,
            label: `${tw(`role.${role}`)}, ${tw(`role.${role}.line`)}`,
          }))}
          onChange={(role) => change({ role: role as Role })}
        />
        <ErrorNote error={save.error} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={onClose}>
            {cancel}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}
