import { useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { Waiting } from '#web/pieces/Waiting.tsx'
import { useProject } from '#web/project.tsx'
import { useWorkspace } from '#web/session.tsx'
import { messages } from '../messages.ts'
import { EntryTable } from './EntryTable.tsx'
import { useEntries } from './entries.ts'

/** The entries that name one action, of whichever line. */
export function ActionEntries({ actionId, onClose }: { actionId: string; onClose: () => void }) {
  const t = useT(messages)
  const project = useProject()
  const { currency } = useWorkspace()
  const { query, entries, onMore, actionName } = useEntries({ projectId: project.id, actionId })
  return (
    <Sheet opened onClose={onClose} title={t('entries.ofAction', { label: actionName(actionId) })} size={680}>
      <div className="stack">
        <p className="muted">{t('entries.share')}</p>
        {entries ? (
          <EntryTable
            entries={entries}
            currency={currency}
            actionName={() => ''}
            may={project.can('conduct')}
            empty={t('entries.noneOf')}
            onMore={onMore}
          />
        ) : query.error ? (
          <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Waiting rows={3} />
        )}
      </div>
    </Sheet>
  )
}
