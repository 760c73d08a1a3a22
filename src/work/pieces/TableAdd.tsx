import { Menu } from '@mantine/core'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useContext, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { WorkspaceContext } from '#web/session.tsx'
import { messages } from '../messages.ts'
import type { Column } from '../views/pieces/columns.ts'
import type { Cards } from '../views/pieces/useCards.tsx'
import styles from './Table.module.css'

const FieldSheet = lazy(() =>
  import('../fields/pieces/FieldSheet.tsx').then((m) => ({ default: m.FieldSheet })),
)

/** At the end of the heads: one more column, of those not shown, or of a field made on the spot. */
export function TableAdd({
  cards: { projectId, ctx, may },
  hidden,
  onAdd,
}: {
  cards: Pick<Cards, 'projectId' | 'ctx' | 'may'>
  hidden: readonly Column[]
  onAdd: (key: string) => void
}) {
  const t = useT(messages)
  const workspace = useContext(WorkspaceContext)
  const [making, setMaking] = useState(false)
  const makes = projectId ? may('conduct', projectId) : (workspace?.can('administer') ?? false)
  if (!hidden.length && !makes) return null
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <button type="button" className={styles.more} aria-label={t('table.add')} title={t('table.add')}>
            <Plus size={15} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown className={styles.moreList}>
          {hidden.map(({ key, label }) => (
            <Menu.Item key={key} onClick={() => onAdd(key)}>
              {label}
            </Menu.Item>
          ))}
          {makes && (
            <>
              {hidden.length > 0 && <Menu.Divider />}
              <Menu.Item leftSection={<Plus size={14} aria-hidden />} onClick={() => setMaking(true)}>
                {t('table.newField')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {making && (
        <Suspense fallback={null}>
          <FieldSheet
            field={null}
            projectId={projectId}
            fields={ctx.fields}
            onMade={({ id }) => onAdd(`field:${id}`)}
            onClose={() => setMaking(false)}
          />
        </Suspense>
      )}
    </>
  )
}
