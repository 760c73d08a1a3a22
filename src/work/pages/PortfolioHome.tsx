import { Navigate } from '@tanstack/react-router'
import { useAt } from '#web/session.tsx'

/** The portfolio opens on how all projects stand. */
export default function PortfolioHome() {
  const at = useAt()
  return <Navigate to={at('portefeuille/apercu')} replace />
}
