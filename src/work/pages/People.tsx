import { PeopleView } from '../capacity/pieces/PeopleView.tsx'
import { ProjectViewPage } from '../views/pieces/ViewPage.tsx'

/** The timeline by person of a project. */
export default function People() {
  return <ProjectViewPage kind="timeline">{(props) => <PeopleView {...props} />}</ProjectViewPage>
}
