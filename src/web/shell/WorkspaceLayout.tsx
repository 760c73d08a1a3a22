import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useSession, WorkspaceContext, withRights } from '../session.tsx'
import { NotFound } from './ErrorPages.tsx'
import { Shell } from './Shell.tsx'

/** `/{workspace}/…`: the route has already seen to it that somebody is signed in and belongs here. */
export default function WorkspaceLayout() {
  const { ws } = useParams({ strict: false })
  const { user } = useSession()
  const found = user.workspaces.find(({ slug }) => slug === ws)
  const workspace = useMemo(() => (found ? withRights(found) : null), [found])
  if (!workspace) return <NotFound />
  return (
    <WorkspaceContext value={workspace}>
      <Shell key={workspace.id} />
    </WorkspaceContext>
  )
}
