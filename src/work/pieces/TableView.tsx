import { lazy, Suspense } from 'react'
import { useIsPhone } from '#web/media.ts'
import type { ViewProps } from '../views/pieces/ViewPage.tsx'
import { TableGrid } from './TableGrid.tsx'

const TableList = lazy(() => import('./TableList.tsx'))

/** All tasks, line by line: a grid to write in on a desk, a list on a phone. */
export function TableView(props: ViewProps) {
  return useIsPhone() ? (
    <Suspense fallback={null}>
      <TableList {...props} />
    </Suspense>
  ) : (
    <TableGrid {...props} />
  )
}
