import { CalendarView } from '../agenda/pieces/CalendarView.tsx'
import { ProjectViewPage } from '../views/pieces/ViewPage.tsx'

export default function Calendar() {
  return <ProjectViewPage kind="calendar">{(props) => <CalendarView {...props} />}</ProjectViewPage>
}
