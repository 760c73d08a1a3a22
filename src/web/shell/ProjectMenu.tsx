import { ActionIcon, Menu } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Bell, BellOff, Ellipsis, Link2, Settings2, Star, StarOff } from 'lucide-react'
import { messages as notices } from '#platform/notices/messages.ts'
import { messages } from '#platform/tenancy/messages.ts'
import { api, rpc } from '../api.ts'
import { useCommands } from '../commands.ts'
import { useT } from '../i18n.tsx'
import { messages as shell } from '../messages.ts'
import { useTold } from '../pieces/ErrorNote.tsx'
import { useAt } from '../session.tsx'
import { offer, tell } from '../undo.tsx'
import { useFavourites } from './projects.ts'

type Props = { project: { id: string; slug: string; name: string } }

/** What one arranges for oneself about a project: in sight or not, told of or left in peace. */
export default function ProjectMenu({ project }: Props) {
  const t = useT(messages)
  const w = useT(shell)
  const n = useT(notices)
  const told = useTold()
  const at = useAt()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { favourites, toggle } = useFavourites()
  const settings = useQuery(rpc.notices.settings.queryOptions()).data
  const loved = favourites.includes(project.id)
  const muted = settings?.mutedProjectIds.includes(project.id) ?? false
  const mute = async (quiet: boolean) => {
    const { mutedProjectIds: now } = await client.ensureQueryData(rpc.notices.settings.queryOptions())
    const rest = now.filter((id) => id !== project.id)
    const saved = await api.notices.save({ mutedProjectIds: quiet ? [...rest, project.id] : rest })
    client.setQueryData(rpc.notices.settings.queryKey(), saved)
  }
  const turn = () =>
    void mute(!muted)
      .then(() => offer(n(muted ? 'unmuted' : 'muted', { project: project.name }), () => mute(muted)))
      .catch((error: unknown) => tell(told(error).sentence, 'bad'))
  const deeds = [
    {
      id: 'project.mute',
      label: n(muted ? 'unmuteProject' : 'muteProject'),
      icon: muted ? Bell : BellOff,
      run: turn,
    },
    {
      id: 'project.favourite',
      label: w(loved ? 'nav.unfavourite' : 'nav.favourite'),
      icon: loved ? StarOff : Star,
      run: () => toggle(project.id),
    },
    {
      id: 'project.copyAddress',
      label: t('project.copyAddress'),
      icon: Link2,
      run: () =>
        void navigator.clipboard
          .writeText(`${location.origin}${at(`projets/${project.slug}/brief`)}`)
          .then(() => tell(t('project.copied'))),
    },
    {
      id: 'project.settings',
      label: t('project.settings'),
      icon: Settings2,
      run: () => void navigate({ to: at(`projets/${project.slug}/reglages`) }),
    },
  ]
  useCommands(deeds.map((d) => ({ ...d, group: project.name })))
  return (
    <>
      {muted && (
        <span title={n('muted', { project: project.name })} data-muted>
          <BellOff size={16} aria-hidden />
          <span className="unseen">{n('muted', { project: project.name })}</span>
        </span>
      )}
      <Menu position="bottom-start" shadow="md" width={280}>
        <Menu.Target>
          <ActionIcon variant="subtle" size={32} aria-label={t('project.menu', { name: project.name })}>
            <Ellipsis size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {deeds.map(({ id, label, icon: Icon, run }) => (
            <Menu.Item key={id} leftSection={<Icon size={15} aria-hidden />} onClick={run}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
