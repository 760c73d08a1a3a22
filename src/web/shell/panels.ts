import { store } from '../store.ts'

/** What is open over the page. */
export const paletteOpen = store(false)
export const helpOpen = store(false)
export const notificationsOpen = store(false)
