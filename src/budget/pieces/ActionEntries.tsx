import { useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { Waiting } from '#web/pieces/Waiting.tsx'
import { useProject } from '#web/project.tsx'
import { useWorkspace } from '#web/session.tsx'
import { messages } from '../messages.ts'
import type { EntryKind } from '../model.ts'
import { EntryTable } from './EntryTable.tsx'
import { useEntries } from './entries.ts'

/** The entries that name one action, of whichever line. */
export function ActionEntries({ actionId, onClose }: { actionId: string; onClose: () => void }) {
  const t = useT(messages)
  const found = useEntries({ projectId: useProject().id, actionId })
  return (
    <Entries
      found={{ ...found, actionName: () => '' }}
      title={t('entries.ofAction', { label: found.actionName(actionId) })}
      line={t('entries.share')}
      onClose={onClose}
    />
  )
}

/** All commitments, or all expenses, of the project: the rows behind its figures. */
export function KindEntries({ kind, onClose }: { kind: EntryKind; onClose: () => void }) {
  const t = useT(messages)
  const found = useEntries({ projectId: useProject().id, kind })
  return <Entries found={found} title={t(kind)} line={t(`${kind}.is`)} onClose={onClose} />
}

function Entries({
  found: { query, entries, onMore, actionName },
  title,
  line,
  onClose,
}: {
  found: ReturnType<typeof useEntries>
  title: string
  line: string
  onClose: () => void
}) {
  const t = useT(messages)
  const project = useProject()
  const { currency } = useWorkspace()
  return (
    <Sheet opened onClose={onClose} title={title} size={680}>
      <div className="stack">
        <p className="muted">{line}</p>
        {entries ? (
          <EntryTable
            entries={entries}
            currency={currency}
            actionName={actionName}
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
