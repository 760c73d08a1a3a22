import { store } from '#web/store.ts'

/** Tasks about to go to another project, or to be made once more there. */
export type Transferring = {
  tasks: readonly { id: string; title: string; projectId: string }[]
  copy: boolean
}
export const transferring = store<Transferring | null>(null)
