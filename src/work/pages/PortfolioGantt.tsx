import { GanttView } from '../gantt/pieces/GanttView.tsx'
import { usePlanData } from '../gantt/pieces/usePlan.ts'
import { PortfolioViewPage } from '../views/pieces/ViewPage.tsx'

export default function PortfolioGantt() {
  // Asked for beside the cards, not after them.
  usePlanData(null)
  return <PortfolioViewPage kind="gantt">{(props) => <GanttView {...props} />}</PortfolioViewPage>
}
