import { Button } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { useWorkspace } from '#web/session.tsx'
import { messages } from '../messages.ts'
import { RowsTable, useAsked } from '../pieces/RowsTable.tsx'

/** The rows behind a figure of a review; the address says which. */
export default function Rows() {
  const t = useT(messages)
  const project = useProject()
  const { currency } = useWorkspace()
  const { history } = useRouter()
  const asked = useAsked()
  return (
    <TabPage>
      <div className="stack">
        <div data-noprint>
          <Button
            size="xs"
            variant="subtle"
            leftSection={<ArrowLeft size={14} />}
            onClick={() => history.back()}
          >
            {t('rows.back')}
          </Button>
        </div>
        {asked ? (
          <RowsTable
            asked={asked}
            currency={currency}
            topic={`rows-${project.id}`}
            ask={(q) => api.reviews.rows({ projectId: project.id, ...q })}
          />
        ) : (
          <Empty drawing="broken" sentence={t('rows.unknown')} />
        )}
      </div>
    </TabPage>
  )
}
