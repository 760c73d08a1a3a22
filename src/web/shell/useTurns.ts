import { useRouterState } from '@tanstack/react-router'
import { Redo2, Undo2 } from 'lucide-react'
import { useCommands } from '../commands.ts'
import { useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import { redoLast, undoLast } from '../past.ts'
import { useTold } from '../pieces/ErrorNote.tsx'
import { useWorkspace } from '../session.tsx'
import { tell } from '../undo.tsx'
import { useProjects } from './projects.ts'

/** Ctrl-Z and Ctrl-Shift-Z on every page: what one did last in the project one looks at, or anywhere outside of one. */
export function useTurns() {
  const t = useT(messages)
  const told = useTold()
  const workspace = useWorkspace()
  const projects = useProjects().data
  const slug = useRouterState({
    select: ({ location }) => /\/projets\/([^/]+)/.exec(location.pathname)?.[1],
  })
  const projectId = projects?.find((p) => p.slug === slug)?.id ?? null
  const turn = async (which: 'undo' | 'redo') => {
    try {
      const label = await (which === 'undo' ? undoLast : redoLast)({ projectId })
      tell(label === null ? t(`${which}.nothing`) : t(`${which}.done`, { label }))
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  const group = t('keys.everywhere')
  useCommands(
    workspace.can('contribute')
      ? [
          {
            id: 'turn.undo',
            label: t('undo.command'),
            keys: 'mod+z',
            icon: Undo2,
            group,
            run: () => void turn('undo'),
          },
          {
            id: 'turn.redo',
            label: t('redo.command'),
            keys: 'mod+shift+z',
            icon: Redo2,
            group,
            run: () => void turn('redo'),
          },
        ]
      : [],
  )
}
