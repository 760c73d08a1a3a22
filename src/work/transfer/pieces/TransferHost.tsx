import { lazy, Suspense } from 'react'
import { transferring } from './transferring.ts'

const TransferSheet = lazy(() => import('./TransferSheet.tsx'))

/** Where any menu’s « Déplacer vers un autre projet » opens, on a page of tasks. */
export function TransferHost() {
  const asked = transferring.use()
  if (!asked) return null
  return (
    <Suspense fallback={null}>
      <TransferSheet {...asked} onClose={() => transferring.set(null)} />
    </Suspense>
  )
}
