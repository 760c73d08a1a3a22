import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { Page } from '#web/pieces/Page.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { useAt, useWorkspace } from '#web/session.tsx'
import { messages } from '../standup/messages.ts'
import { Board, OpenStandup } from '../standup/pieces/Board.tsx'

/** The stand-ups one takes part in: the team's first, then the projects'. */
export default function Standup() {
  const t = useT(messages)
  const at = useAt()
  const navigate = useNavigate()
  const workspace = useWorkspace()
  const search = useSearch({ strict: false }) as { point?: string; jour?: string }
  const query = useQuery(rpc.work.standup.list.queryOptions())
  const all = query.data ?? []
  const chosen =
    search.point === 'equipe'
      ? undefined
      : (all.find((s) => s.id === search.point) ?? (search.point ? undefined : all[0]))
  const open = all.some((s) => s.projectId === null)
  return (
    <Page
      title={chosen?.name ?? t('title')}
      aside={
        (all.length > 1 || (all.length > 0 && !open)) && (
          <Select
            aria-label={t('which')}
            data={[
              ...(open ? [] : [{ value: 'equipe', label: t('team') }]),
              ...all.map((s) => ({ value: s.id, label: s.name })),
            ]}
            value={chosen?.id ?? 'equipe'}
            allowDeselect={false}
            onChange={(point) => void navigate({ to: at('standup'), search: { point } as never })}
          />
        )
      }
    >
      <Loaded query={query}>
        {() =>
          chosen ? (
            <Board key={chosen.id} id={chosen.id} may={workspace.can('conduct')} first={search.jour} />
          ) : (
            <OpenStandup projectId={null} may={workspace.can('conduct')} />
          )
        }
      </Loaded>
    </Page>
  )
}
