import { remembered } from '#web/store.ts'
import { scales } from '../model.ts'

/** How this person likes to look at it, in this browser. */
export const look = remembered('pupitre.gantt', {
  scale: scales.week as number,
  phoneScale: scales.month as number,
  left: 500,
  critical: true,
  slack: false,
})
export type Look = ReturnType<typeof look.get>

export const setLook = (change: Partial<Look>) => look.set((now) => ({ ...now, ...change }))
