import { MatrixView } from '../pieces/MatrixView.tsx'
import { ProjectViewPage } from '../views/pieces/ViewPage.tsx'

export default function Matrix() {
  return <ProjectViewPage kind="matrix">{(props) => <MatrixView {...props} />}</ProjectViewPage>
}
