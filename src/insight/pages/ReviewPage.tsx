import { Button } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Download, Presentation, Share2, SlidersHorizontal, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, rpc } from '#web/api.ts'
import { useCommands } from '#web/commands.ts'
import { useLocale, useT } from '#web/i18n.tsx'
import { DateField, TextField } from '#web/pieces/Field.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { useWorkspace } from '#web/session.tsx'
import { offer } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { SectionKey } from '../model.ts'
import { ReviewBody } from '../pieces/ReviewBody.tsx'
import { Sharing } from '../pieces/Sharing.tsx'

/** One review: read, rewrite where it stands, take away as PDF or slides, share. */
export default function ReviewPage() {
  const t = useT(messages)
  const locale = useLocale()
  const project = useProject()
  const workspace = useWorkspace()
  const go = useNavigate()
  const cache = useQueryClient()
  const { review: id = '' } = useParams({ strict: false }) as { review?: string }
  const [open, setOpen] = useState<'share' | 'settings' | null>(null)
  const about = useQuery(rpc.reviews.get.queryOptions({ input: { id } }))
  // Every change of the project's thread changes a figure here.
  const read = useQuery(
    rpc.reviews.read.queryOptions({
      input: { id, locale },
      placeholderData: keepPreviousData,
      meta: {
        topics: ['task', 'action', 'objective', 'budgetLine', 'budgetEntry', 'approval', 'link', 'goal'],
      },
    }),
  )
  const refresh = () => cache.invalidateQueries({ queryKey: rpc.reviews.key() })
  const amend = async (patch: Omit<Parameters<typeof api.reviews.amend>[0], 'id'>) => {
    await api.reviews.amend({ id, ...patch })
    await refresh()
  }
  const discard = useMutation({
    mutationFn: () => api.reviews.discard({ id }),
    onSuccess: async () => {
      await go({ to: project.at('bilan') })
      await refresh()
      offer(t('reviews.discarded'), async () => {
        await api.reviews.restore({ id })
        await refresh()
      })
    },
  })
  const may = project.can('contribute')
  const file = (kind: 'pdf' | 'pptx') => `/bilans/${id}.${kind}?workspace=${workspace.id}&langue=${locale}`
  useCommands([
    {
      id: 'review.pdf',
      label: t('review.pdf.long'),
      group: project.name,
      icon: Download,
      run: () => location.assign(file('pdf')),
    },
    {
      id: 'review.pptx',
      label: t('review.pptx.long'),
      group: project.name,
      icon: Presentation,
      run: () => location.assign(file('pptx')),
    },
  ])
  const buttons = (
    <div className="row">
      {may && (
        <Button
          variant="default"
          onClick={() => setOpen('settings')}
          leftSection={<SlidersHorizontal size={16} />}
        >
          {t('review.settings')}
        </Button>
      )}
      <Button
        variant="default"
        component="a"
        href={file('pptx')}
        download
        leftSection={<Presentation size={16} />}
      >
        {t('review.pptx')}
      </Button>
      <Button
        variant={project.can('conduct') ? 'default' : 'filled'}
        component="a"
        href={file('pdf')}
        download
        leftSection={<Download size={16} />}
      >
        {t('review.pdf')}
      </Button>
      {project.can('conduct') && (
        <Button onClick={() => setOpen('share')} leftSection={<Share2 size={16} />}>
          {t('review.share')}
        </Button>
      )}
    </div>
  )
  return (
    <TabPage action={buttons} line={<Link to={project.at('bilan')}>{t('reviews.back')}</Link>}>
      <Loaded query={read}>
        {(doc) => (
          <ReviewBody
            doc={doc}
            {...(may && {
              write: (section: SectionKey, text: string) => amend({ texts: { [section]: text } }),
            })}
          />
        )}
      </Loaded>
      <Sheet opened={open === 'share'} onClose={() => setOpen(null)} title={t('share.title')}>
        <Sharing id={id} />
      </Sheet>
      <Sheet
        opened={open === 'settings'}
        onClose={() => setOpen(null)}
        title={t('review.settings')}
        footer={
          <Button
            variant="subtle"
            color="red"
            leftSection={<Trash2 size={16} />}
            loading={discard.isPending}
            onClick={() => discard.mutate()}
          >
            {t('reviews.discard')}
          </Button>
        }
      >
        {about.data && (
          <div className="stack">
            <TextField
              label={t('reviews.title')}
              value={about.data.title}
              onSave={(title) => amend({ title })}
            />
            <DateField
              label={t('reviews.from')}
              value={about.data.from}
              max={about.data.to}
              onSave={(from) => from && amend({ from })}
            />
            <DateField
              label={t('reviews.to')}
              value={about.data.to}
              min={about.data.from}
              onSave={(to) => to && amend({ to })}
            />
          </div>
        )}
      </Sheet>
    </TabPage>
  )
}
