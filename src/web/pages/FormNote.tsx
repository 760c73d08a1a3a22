import type { ReactNode } from 'react'
import note from '../pieces/ErrorNote.module.css'

/** What stands in the way of a form, said where the eye already is. */
export function FormNote({ children }: { children: ReactNode }) {
  if (!children) return null
  return (
    <div className={note.note} role="alert">
      {children}
    </div>
  )
}
