import { BoardView } from '../pieces/BoardView.tsx'
import { PortfolioViewPage } from '../views/pieces/ViewPage.tsx'

export default function PortfolioBoard() {
  return <PortfolioViewPage kind="board">{(props) => <BoardView {...props} />}</PortfolioViewPage>
}
