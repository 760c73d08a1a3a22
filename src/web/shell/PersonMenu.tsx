import { lazy } from 'react'
import { OnDemand } from './OnDemand.tsx'
import { PersonButton } from './PersonButton.tsx'

const load = () => import('./PersonMenuOpen.tsx')
const Open = lazy(load)

export const PersonMenu = ({ wide = false }: { wide?: boolean }) => (
  <OnDemand load={load} closed={(ask) => <PersonButton wide={wide} {...ask} />}>
    <Open wide={wide} />
  </OnDemand>
)
