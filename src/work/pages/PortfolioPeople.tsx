import { PeopleView } from '../capacity/pieces/PeopleView.tsx'
import { PortfolioViewPage } from '../views/pieces/ViewPage.tsx'

export default function PortfolioPeople() {
  return <PortfolioViewPage kind="timeline">{(props) => <PeopleView {...props} />}</PortfolioViewPage>
}
