import type { ReactNode } from 'react'
import { useT } from '#web/i18n.tsx'
import { Page } from '#web/pieces/Page.tsx'
import { useTodayTabs } from '#web/shell/todayTabs.ts'
import { TableView } from '../pieces/TableView.tsx'
import { messages } from '../views/messages.ts'
import { PortfolioViewPage } from '../views/pieces/ViewPage.tsx'

/** Every task that is one's own, over all projects, by when it is due; filters, groups and saved views as everywhere. */
export default function MyTasks() {
  return (
    <PortfolioViewPage kind="mine" frame={Mine}>
      {(props) => <TableView {...props} />}
    </PortfolioViewPage>
  )
}

function Mine({ action, children }: { action?: ReactNode; children: ReactNode }) {
  const t = useT(messages)
  const tabs = useTodayTabs()
  return (
    <Page title={t('mine.title')} line={t('mine.line')} action={action} tabs={tabs} width="wide">
      {children}
    </Page>
  )
}
