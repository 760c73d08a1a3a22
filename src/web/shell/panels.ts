import { store } from '../store.ts'

/** What is open over the page. */
export const paletteOpen = store(false)
export const helpOpen = store(false)
/** The other pages, on a phone. */
export const moreOpen = store(false)
export const notificationsOpen = store(false)
