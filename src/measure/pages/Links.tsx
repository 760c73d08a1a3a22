import { ActionIcon, Button, CopyButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Check, Copy, Plus, QrCode } from 'lucide-react'
import { useState } from 'react'
import { rpc } from '#web/api.ts'
import { useCommands } from '#web/commands.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { messages } from '../messages.ts'
import type { Link } from '../model.ts'
import { LinkSheet, NewLink } from '../pieces/LinkSheet.tsx'
import { PeriodPicker, usePeriod } from '../pieces/Period.tsx'

/** The tracked links of a project, what each brings, and the making of new ones. */
export default function Links() {
  const t = useT(messages)
  const { number } = useFormats()
  const project = useProject()
  const navigate = useNavigate()
  const { from, to } = usePeriod()
  const { lien, action } = useSearch({ strict: false }) as { lien?: string; action?: string }
  const [making, setMaking] = useState(action !== undefined)
  const links = useQuery(rpc.links.list.queryOptions({ input: { projectId: project.id } }))
  const actions =
    useQuery(
      rpc.links.actions.queryOptions({ input: { projectId: project.id }, meta: { topics: ['action'] } }),
    ).data ?? []
  const effects =
    useQuery({
      ...rpc.measure.by.queryOptions({
        input: { projectId: project.id, from, to, by: 'link' },
        meta: { topics: ['link', 'goal'] },
      }),
      refetchInterval: 15_000,
    }).data ?? []
  const brought = new Map(effects.map((e) => [e.key, e]))
  const titleOf = new Map(actions.map((a) => [a.id, a.title]))
  const may = project.can('contribute')
  useCommands(
    may
      ? [
          {
            id: 'link.new',
            label: t('links.add'),
            group: project.name,
            keys: 'n',
            icon: Plus,
            run: () => setMaking(true),
          },
        ]
      : [],
  )
  const open = (id?: string) =>
    void navigate({
      to: '.',
      search: (now: object) => ({ ...now, lien: id }),
      replace: true,
      resetScroll: false,
    } as never)
  const figure = (key: 'clicks' | 'visits' | 'conversions') => ({
    key,
    header: t(`links.${key}`),
    figure: true,
    cell: (l: Link) => number(brought.get(l.id)?.[key] ?? 0),
    sort: (l: Link) => brought.get(l.id)?.[key] ?? 0,
  })
  const add = may && (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setMaking(true)}>
      {t('links.add')}
    </Button>
  )
  return (
    <TabPage
      line={links.data && t('links.line', { count: links.data.length })}
      action={links.data?.length ? add : undefined}
    >
      <Loaded query={links}>
        {(list) => (
          <div className="stack">
            {list.length > 0 && <PeriodPicker />}
            <DataTable<Link>
              label={t('links.short')}
              rows={list}
              rowKey={(l) => l.id}
              onOpen={(l) => open(l.id)}
              empty={
                <Empty
                  drawing="list"
                  sentence={t('links.none')}
                  example={t('links.example')}
                  action={add || undefined}
                />
              }
              columns={[
                {
                  key: 'placement',
                  header: t('links.placement'),
                  cell: (l) => l.placement || t('links.untitled'),
                  sort: (l) => l.placement,
                },
                {
                  key: 'action',
                  header: t('links.action'),
                  cell: (l) => titleOf.get(l.actionId ?? '') ?? '–',
                  sort: (l) => titleOf.get(l.actionId ?? ''),
                },
                {
                  key: 'short',
                  header: t('links.short'),
                  cell: (l) => l.shortUrl.replace(/^https?:\/\//, ''),
                  wideOnly: true,
                },
                figure('clicks'),
                figure('visits'),
                figure('conversions'),
              ]}
              actions={(l) => (
                <>
                  <CopyButton value={l.shortUrl}>
                    {({ copied, copy }) => (
                      <ActionIcon
                        variant="subtle"
                        aria-label={
                          copied ? t('links.copied') : `${t('links.copy')} : ${l.placement || l.code}`
                        }
                        onClick={copy}
                      >
                        {copied ? <Check size={16} /> : <Copy size={16} />}
                      </ActionIcon>
                    )}
                  </CopyButton>
                  <ActionIcon
                    variant="subtle"
                    aria-label={`${t('links.qr')} : ${l.placement || l.code}`}
                    onClick={() => open(l.id)}
                  >
                    <QrCode size={16} />
                  </ActionIcon>
                </>
              )}
            />
          </div>
        )}
      </Loaded>
      <LinkSheet link={links.data?.find((l) => l.id === lien)} may={may} onClose={() => open(undefined)} />
      <NewLink
        opened={making}
        projectId={project.id}
        actions={actions}
        {...(action ? { action } : {})}
        onClose={() => setMaking(false)}
        onMade={open}
      />
    </TabPage>
  )
}
