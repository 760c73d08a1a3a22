import { CalendarView } from '../agenda/pieces/CalendarView.tsx'
import { PortfolioViewPage } from '../views/pieces/ViewPage.tsx'

export default function PortfolioCalendar() {
  return <PortfolioViewPage kind="calendar">{(props) => <CalendarView {...props} />}</PortfolioViewPage>
}
