import { TableView } from '../pieces/TableView.tsx'
import { PortfolioViewPage } from '../views/pieces/ViewPage.tsx'

export default function PortfolioTasks() {
  return <PortfolioViewPage kind="table">{(props) => <TableView {...props} />}</PortfolioViewPage>
}
