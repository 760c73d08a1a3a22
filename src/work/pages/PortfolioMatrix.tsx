import { MatrixView } from '../pieces/MatrixView.tsx'
import { PortfolioViewPage } from '../views/pieces/ViewPage.tsx'

export default function PortfolioMatrix() {
  return <PortfolioViewPage kind="matrix">{(props) => <MatrixView {...props} />}</PortfolioViewPage>
}
