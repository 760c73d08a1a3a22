import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

/** `part('work', () => import('#work/pages/MyDay.tsx'))` */
export const part = (room: string, load: () => Promise<{ default: ComponentType }>) => ({
  room,
  Part: lazy(load),
})

/** What each room puts on « Aujourd’hui », in the order of the page: a piece that draws its own <Section>, or nothing. */
export const todayParts: readonly { room: string; Part: LazyExoticComponent<ComponentType> }[] = [
  part('governance', () => import('#governance/pieces/AskedOfMe.tsx')),
  part('work', () => import('#work/pages/MyDay.tsx')),
]
