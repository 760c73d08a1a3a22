import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { rpc } from '#web/api.ts'
import { remembered, type Store } from '#web/store.ts'
import type { Card } from '../../model.ts'
import {
  fromSearch,
  type SavedView,
  type Search,
  toSearch,
  usualSpec,
  type ViewKind,
  type ViewOption,
  type ViewSpec,
  viewWords,
} from '../model.ts'
import type { Cards } from './useCards.tsx'

/** What one arranged for oneself and did not save: widths, columns, zoom, what is folded. It stays in this browser. */
type Arranged = Partial<Pick<ViewSpec, 'columns' | 'totals' | 'options'>>
const arranged = new Map<string, Store<Arranged>>()
function arrangedFor(key: string): Store<Arranged> {
  let kept = arranged.get(key)
  if (!kept) {
    kept = remembered<Arranged>(`pupitre.view.${key}`, {})
    arranged.set(key, kept)
  }
  return kept
}

/** The open task of an address: its number, and in the portfolio the project it belongs to. */
export type Opened = { which: string; project: string | null }

export type View = {
  kind: ViewKind
  projectId: string | null
  /** What is shown now: the saved view (or the usual one), what the address says over it, what one arranged. */
  spec: ViewSpec
  /** What it would be without the address and the arrangement. */
  base: ViewSpec
  /** Changes what is shown. Filters, grouping and sort go into the address; the rest stays in this browser until saved. */
  set: (change: Partial<ViewSpec>) => void
  option: <T extends ViewOption>(key: string, otherwise: T) => T
  setOption: (key: string, value: ViewOption) => void
  /** Groups one folded. */
  folded: ReadonlySet<string>
  fold: (key: string, folded: boolean) => void
  saved: SavedView | null
  views: readonly SavedView[]
  /** What is shown differs from what was saved. */
  changed: boolean
  choose: (id: string | null) => void
  /** Back to what was saved. */
  reset: () => void
  opened: Opened | null
  /** Opens a task beside the view; null closes it. */
  show: (card: Pick<Card, 'number' | 'projectId'> | null) => void
}

/**
 * What one looks with for a moment: the baseline under the bars, what is folded, the scale and the day of a calendar. Of
 * the usual view it is no change to keep; a saved view has it in it, and says when it differs.
 */
const looks = new Set(['baseline', 'folded', 'day', 'scale', 'zoom'])
const withoutLooks = (options: ViewSpec['options']) =>
  Object.fromEntries(Object.entries(options).filter(([key]) => !looks.has(key)))

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

type Go = (change: Search, replace: boolean) => void
/** Changes what the address says, and leaves the rest of it alone. */
function useGo(): Go {
  const navigate = useNavigate()
  return useCallback(
    (change, replace) =>
      void navigate({
        to: '.',
        search: ((before: Search) =>
          Object.fromEntries(
            Object.entries({ ...before, ...change }).filter(([, v]) => v !== undefined && v !== ''),
          )) as never,
        replace,
        resetScroll: false,
      }),
    [navigate],
  )
}

/** The task the address opens, known before any card is there. */
export function useOpened(): { opened: Opened | null; close: () => void } {
  const { tache, projet } = useSearch({ strict: false }) as Search
  const go = useGo()
  return useMemo(
    () => ({
      opened:
        tache === undefined
          ? null
          : { which: String(tache), project: projet === undefined ? null : String(projet) },
      close: () => go({ tache: undefined, projet: undefined }, false),
    }),
    [tache, projet, go],
  )
}

/** Filters, grouping, sort and the open task live in the address: it can be sent, bookmarked, and the browser's back works. */
export function useView(kind: ViewKind, cards: Pick<Cards, 'projectId' | 'set'>): View {
  const { projectId, set } = cards
  const search = useSearch({ strict: false }) as Search
  const go = useGo()
  const { opened } = useOpened()
  const { data } = useQuery(rpc.work.views.list.queryOptions({ input: projectId ? { projectId } : {} }))
  const views = useMemo(() => (data ?? []).filter((v) => v.kind === kind), [data, kind])
  const asked = search.vue === undefined ? undefined : String(search.vue)
  const saved =
    (asked === undefined
      ? (views.find((v) => v.isDefault && v.personal) ?? views.find((v) => v.isDefault))
      : views.find((v) => v.id === asked)) ?? null
  const store = arrangedFor(`${projectId ?? 'all'}.${kind}.${saved?.id ?? ''}`)
  const local = store.use()
  // biome-ignore lint/correctness/useExhaustiveDependencies: as the tasks were when the page was opened; it does not turn over under the hand.
  const base = useMemo(
    () => saved?.spec ?? usualSpec(kind, projectId === null, set.cards),
    [saved, kind, projectId],
  )
  const address = viewWords.map((w) => search[w] ?? '').join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `address` stands for the part of the search that speaks of the view.
  const spec = useMemo<ViewSpec>(
    () => ({
      ...fromSearch(search, base),
      kind,
      ...(local.columns !== undefined && { columns: local.columns }),
      ...(local.totals && { totals: local.totals }),
      options: { ...base.options, ...local.options },
    }),
    [address, base, local, kind],
  )
  const projects = set.projects
  return useMemo(() => {
    const setOption = (key: string, value: ViewOption) =>
      store.set((now) => ({ ...now, options: { ...now.options, [key]: value } }))
    const folded = new Set((spec.options.folded as string[] | undefined) ?? [])
    return {
      kind,
      projectId,
      spec,
      base,
      set: (change) => {
        const { columns, totals, options, ...rest } = change
        if (columns !== undefined || totals || options)
          store.set((now) => ({
            ...now,
            ...(columns !== undefined && { columns }),
            ...(totals && { totals }),
            ...(options && { options: { ...now.options, ...options } }),
          }))
        if (Object.keys(rest).length) go(toSearch({ ...spec, ...rest }, base), true)
      },
      option: (key, otherwise) => (spec.options[key] as typeof otherwise | undefined) ?? otherwise,
      setOption,
      folded,
      fold: (key, shut) =>
        setOption('folded', shut ? [...folded, key] : [...folded].filter((k) => k !== key)),
      saved,
      views,
      changed:
        !same({ ...spec, options: null }, { ...base, kind, options: null }) ||
        (saved
          ? !same(spec.options, base.options)
          : !same(withoutLooks(spec.options), withoutLooks(base.options))),
      choose: (id) =>
        go({ ...Object.fromEntries(viewWords.map((w) => [w, undefined])), vue: id ?? '-' }, false),
      reset: () => {
        store.set({})
        go(Object.fromEntries(viewWords.map((w) => [w, undefined])), true)
      },
      opened,
      show: (card) =>
        go(
          {
            tache: card?.number,
            projet:
              card && projectId === null ? projects.find((p) => p.id === card.projectId)?.slug : undefined,
          },
          false,
        ),
    }
  }, [kind, projectId, spec, base, store, saved, views, opened, go, projects])
}
