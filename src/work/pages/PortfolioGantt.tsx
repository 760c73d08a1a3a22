import { GanttView } from '../gantt/pieces/GanttView.tsx'
import { PortfolioViewPage } from '../views/pieces/ViewPage.tsx'

export default function PortfolioGantt() {
  return <PortfolioViewPage kind="gantt">{(props) => <GanttView {...props} />}</PortfolioViewPage>
}
