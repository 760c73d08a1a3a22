import { messages as tenancy } from '#platform/tenancy/messages.ts'
import { useKeyHints } from '#web/commands.ts'
import { useT } from '#web/i18n.tsx'
import { type KeyWord, keyMessages } from '../messages/keys.ts'
import type { ViewKind } from '../model.ts'

type Line = readonly [keys: string, word: KeyWord]
const arrows = '↑ ↓ ← →'

/** What each view hears: for whoever looks, then for whoever may change tasks. */
const heard: Record<Exclude<ViewKind, 'mine'>, { look: readonly Line[]; change: readonly Line[] }> = {
  table: {
    look: [
      [arrows, 'walk'],
      ['tab', 'go'],
      ['o', 'openTask'],
    ],
    change: [
      ['enter', 'write'],
      ['f', 'finish'],
      ['x', 'select'],
      ['shift+↑ ↓', 'selectMore'],
      ['mod+a', 'all'],
      ['mod+c', 'copy'],
      ['mod+v', 'paste'],
      ['mod+d', 'fill'],
      ['⌫', 'empty'],
      ['alt+← →', 'nest'],
    ],
  },
  board: {
    look: [
      [arrows, 'walk'],
      ['enter', 'open'],
    ],
    change: [
      [`alt+${arrows}`, 'move'],
      ['m', 'choose'],
      ['x', 'finish'],
      ['s', 'select'],
    ],
  },
  gantt: {
    look: [
      [arrows, 'walk'],
      ['enter', 'open'],
      ['space', 'fold'],
      ['+', 'nearer'],
      ['-', 'farther'],
      ['0', 'fit'],
      ['t', 'today'],
    ],
    change: [
      ['alt+← →', 'moveDay'],
      ['alt+shift+← →', 'stretch'],
      ['F2', 'edit'],
      ['l', 'link'],
      ['m', 'bar'],
    ],
  },
  calendar: {
    look: [
      [arrows, 'walkDays'],
      ['enter', 'open'],
    ],
    change: [
      ['n', 'add'],
      [`alt+${arrows}`, 'moveDay'],
      [`alt+shift+${arrows}`, 'stretch'],
    ],
  },
  timeline: {
    look: [
      [arrows, 'walk'],
      ['enter', 'openCell'],
    ],
    change: [
      [`alt+${arrows}`, 'give'],
      ['m', 'chooseWhen'],
    ],
  },
  matrix: {
    look: [
      [arrows, 'walk'],
      ['enter', 'open'],
    ],
    change: [
      [`alt+${arrows}`, 'move'],
      ['m', 'choose'],
      ['x', 'finish'],
      ['s', 'select'],
    ],
  },
}

const nameOf = {
  table: 'view.table',
  board: 'tab.tableau',
  gantt: 'tab.gantt',
  calendar: 'tab.calendrier',
  timeline: 'tab.personnes',
  matrix: 'tab.matrice',
} as const

/** Tells the sheet of « ? » what the keys of this view do. */
export function useViewKeys(kind: ViewKind, may: boolean): void {
  const t = useT(keyMessages)
  const w = useT(tenancy)
  // One's own tasks are a table too.
  const drawn = kind === 'mine' ? 'table' : kind
  const { look, change } = heard[drawn]
  useKeyHints(
    w(nameOf[drawn]),
    [...look, ...(may ? change : [])].map(([keys, word]) => ({ keys, label: t(word) })),
  )
}
