import { Button, Code, CopyButton } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Copy, Trash2 } from 'lucide-react'
import { api, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { State } from '#web/pieces/State.tsx'
import { When } from '#web/pieces/When.tsx'
import { offer } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Site } from '../model.ts'
import { Goals } from './Goals.tsx'
import { restore } from './restore.ts'
import { Weblogs } from './Weblogs.tsx'

/** Everything about one site: its script, its goals, its logs. */
export function SiteSheet({
  site,
  may,
  canWrite,
  onClose,
}: {
  site: Site | undefined
  may: boolean
  canWrite: boolean
  onClose: () => void
}) {
  return (
    <Sheet opened={site !== undefined} onClose={onClose} title={site?.name || site?.host || ''} size={760}>
      {site && <Inside key={site.id} first={site} may={may} canWrite={canWrite} onClose={onClose} />}
    </Sheet>
  )
}

function Inside({
  first,
  may,
  canWrite,
  onClose,
}: {
  first: Site
  may: boolean
  canWrite: boolean
  onClose: () => void
}) {
  const t = useT(messages)
  // Until the script speaks, the page asks: what comes from visitors is announced to nobody.
  const query = useQuery({
    ...rpc.sites.get.queryOptions({ input: { id: first.id } }),
    refetchInterval: 4_000,
  })
  const site = query.data ?? first
  const tag = `<script defer src="${location.origin}/t/p.js" data-site="${site.siteKey}"></script>`
  const discard = useMutation({
    mutationFn: () => api.sites.discard({ id: site.id }),
    onSuccess: () => {
      offer(t('sites.removed'), () => restore(site.id))
      onClose()
    },
  })
  return (
    <div className="stack">
      <div className="row">
        <span className="muted">{t('sites.last')}</span>
        {site.lastSeenAt ? <When at={site.lastSeenAt} /> : <State tone="idle">{t('setup.waiting')}</State>}
      </div>
      <Section title={t('setup.tag')}>
        <div className="stack">
          <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {tag}
          </Code>
          <div className="row">
            <CopyButton value={tag}>
              {({ copied, copy }) => (
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<Copy size={14} aria-hidden />}
                  onClick={copy}
                >
                  {copied ? t('setup.copied') : t('setup.copy')}
                </Button>
              )}
            </CopyButton>
          </div>
          <p className="caption muted">
            {t('setup.events', { code: "pupitre('event', 'achat', { value: 49.9 })" })}
          </p>
          <p className="caption muted">{t('setup.optOut')}</p>
        </div>
      </Section>
      <Goals site={site} canWrite={canWrite} />
      <Weblogs site={site} canWrite={canWrite} />
      {may && (
        <div className="row">
          <Button
            variant="subtle"
            color="red"
            size="xs"
            leftSection={<Trash2 size={14} aria-hidden />}
            onClick={() => discard.mutate()}
          >
            {t('remove')}
          </Button>
        </div>
      )}
      <ErrorNote error={discard.error} />
    </div>
  )
}
