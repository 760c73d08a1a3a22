import { createContext } from 'react'
import type { PublicView } from '../model.ts'

/** The plan behind a public link; null inside the workspace, where it is asked of the server. */
export const OutsidePlan = createContext<PublicView['plan']>(null)
