import { Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import { useSession, useWorkspace } from '../session.tsx'
import { WorkspaceButton } from './WorkspaceButton.tsx'

export default function WorkspaceMenuOpen() {
  const t = useT(messages)
  const workspace = useWorkspace()
  const { user } = useSession()
  return (
    <Menu position="bottom-start" width={240} withinPortal={false} defaultOpened>
      <Menu.Target>
        <WorkspaceButton />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('nav.workspace')}</Menu.Label>
        {user.workspaces.map(({ id, slug, name }) => (
          <Menu.Item
            key={id}
            component={Link}
            to={`/${slug}/aujourdhui`}
            {...(id === workspace.id ? { 'aria-current': 'true' } : {})}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} to="/nouvel-espace" leftSection={<Plus size={15} />}>
          {t('nav.newWorkspace')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
