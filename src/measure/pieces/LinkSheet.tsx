import { Button, Code, CopyButton, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Copy, Download, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { TextField } from '#web/pieces/Field.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { offer, tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Link } from '../model.ts'
import { restore } from './restore.ts'

/** One link: what to share, its QR code, where it leads. */
export function LinkSheet({
  link,
  may,
  onClose,
}: {
  link: Link | undefined
  may: boolean
  onClose: () => void
}) {
  const t = useT(messages)
  return (
    <Sheet opened={link !== undefined} onClose={onClose} title={link?.placement || t('links.untitled')}>
      {link && <Inside key={link.id} link={link} may={may} onClose={onClose} />}
    </Sheet>
  )
}

function Inside({ link, may, onClose }: { link: Link; may: boolean; onClose: () => void }) {
  const t = useT(messages)
  const discard = useMutation({
    mutationFn: () => api.links.discard({ id: link.id }),
    onSuccess: () => {
      offer(t('links.removed'), () => restore(link.id))
      onClose()
    },
  })
  const qr = (kind: 'svg' | 'png') => `/l/${link.code}/qr.${kind}`
  return (
    <div className="stack">
      <div className="row">
        <Code>{link.shortUrl}</Code>
        <CopyButton value={link.shortUrl}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" leftSection={<Copy size={14} aria-hidden />} onClick={copy}>
              {copied ? t('links.copied') : t('links.copy')}
            </Button>
          )}
        </CopyButton>
      </div>
      <img src={qr('svg')} alt={t('links.qr.alt', { url: link.shortUrl })} width={180} height={180} />
      <div className="row">
        {(['svg', 'png'] as const).map((kind) => (
          <Button
            key={kind}
            component="a"
            href={`${qr(kind)}?download`}
            download
            size="xs"
            variant="default"
            leftSection={<Download size={14} aria-hidden />}
          >
            {t(`links.qr.${kind}`)}
          </Button>
        ))}
      </div>
      {may ? (
        <>
          <TextField
            label={t('links.placement')}
            value={link.placement}
            onSave={(placement) => api.links.amend({ id: link.id, placement, version: link.version })}
          />
          <TextField
            label={t('links.target')}
            value={link.targetUrl}
            onSave={(targetUrl) => api.links.amend({ id: link.id, targetUrl, version: link.version })}
          />
        </>
      ) : (
        <p>{link.targetUrl}</p>
      )}
      <div>
        <p className="caption muted">{t('links.utm')}</p>
        <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {[
            `utm_source=${link.utmSource}`,
            `utm_medium=${link.utmMedium}`,
            `utm_campaign=${link.utmCampaign}`,
            link.utmContent && `utm_content=${link.utmContent}`,
            `utm_id=${link.code}`,
          ]
            .filter(Boolean)
            .join('\n')}
        </Code>
      </div>
      {may && (
        <div className="row">
          <Button
            variant="subtle"
            color="red"
            size="xs"
            leftSection={<Trash2 size={14} aria-hidden />}
            onClick={() => discard.mutate()}
          >
            {t('links.remove')}
          </Button>
        </div>
      )}
      <ErrorNote error={discard.error} />
    </div>
  )
}

type Choice = { id: string; title: string; code: string }

/** Three answers make a link: from which action, placed where, leading to what. */
export function NewLink({
  opened,
  projectId,
  actions,
  action,
  onClose,
  onMade,
}: {
  opened: boolean
  projectId: string
  actions: readonly Choice[]
  action?: string
  onClose: () => void
  onMade: (id: string) => void
}) {
  const t = useT(messages)
  const [actionId, setActionId] = useState<string | null>(action ?? null)
  const [placement, setPlacement] = useState('')
  const [targetUrl, setTargetUrl] = useState('')
  const create = useMutation({
    mutationFn: () => api.links.create({ projectId, actionId, placement, targetUrl }),
    onSuccess: ({ id }) => {
      tell(t('links.created'))
      setPlacement('')
      onClose()
      onMade(id)
    },
  })
  return (
    <Sheet
      opened={opened}
      onClose={onClose}
      title={t('links.add')}
      footer={
        <Button type="submit" form="new-link" loading={create.isPending}>
          {t('links.add')}
        </Button>
      }
    >
      <form
        id="new-link"
        className="stack"
        onSubmit={(e) => {
          e.preventDefault()
          create.mutate()
        }}
      >
        <Select
          label={t('links.action')}
          placeholder={t('links.action.none')}
          clearable
          searchable
          data={actions.map((a) => ({ value: a.id, label: a.title }))}
          value={actionId}
          onChange={setActionId}
        />
        <TextInput
          label={t('links.target')}
          description={t('links.target.hint')}
          type="url"
          required
          value={targetUrl}
          onChange={(e) => setTargetUrl(e.currentTarget.value)}
        />
        <TextInput
          label={t('links.placement')}
          description={t('links.placement.hint')}
          value={placement}
          onChange={(e) => setPlacement(e.currentTarget.value)}
        />
        <ErrorNote error={create.error} />
      </form>
    </Sheet>
  )
}
