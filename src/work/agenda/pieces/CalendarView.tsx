import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import {
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { announce } from '#web/announce.tsx'
import { rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { WorkspaceContext } from '#web/session.tsx'
import { dayOffName } from '../../calendars/model.ts'
import { messages } from '../../messages.ts'
import type { Card } from '../../model.ts'
import { focusCard } from '../../pieces/focusCard.ts'
import { useCardDrag } from '../../pieces/useCardDrag.ts'
import { addDays, daysApart, weekdayOf } from '../../views/model.ts'
import type { ViewProps } from '../../views/pieces/ViewPage.tsx'
import { ending, moved, type Scale, scales, spanOf, turned, weeksOf } from '../model.ts'
import { CalendarDays } from './CalendarDays.tsx'
import styles from './CalendarView.module.css'
import { CalendarWeeks } from './CalendarWeek.tsx'
import { CalendarYear } from './CalendarYear.tsx'
import { Undated } from './Undated.tsx'

/** Which days are not worked, and why: of the calendar the workspace follows. */
function useDaysOff(): (day: string) => string | null {
  const t = useT(messages)
  const { locale } = useFormats()
  // Behind a public link nobody is there to ask.
  const inside = useContext(WorkspaceContext) !== null
  const { data } = useQuery({ ...rpc.work.calendars.list.queryOptions(), enabled: inside })
  return useCallback(
    (day) => {
      const usual = data?.items.find((c) => c.isDefault)
      const calendar = usual ?? {
        week: data?.fallback.week ?? [],
        holidays: data?.fallback.holidays ?? null,
        exceptions: [],
      }
      const name = dayOffName(calendar, day, locale)
      if (name) return name
      return calendar.week[weekdayOf(day)]?.length === 0 ? t('calendar.off') : null
    },
    [data, locale, t],
  )
}

/** Tasks on their days: moved and lengthened by mouse, finger and keyboard. A month, a week, a day, a year. */
export function CalendarView({ cards, view, applied, selection }: ViewProps) {
  const t = useT(messages)
  const { monthYear, period, longDate, date } = useCalendarWords()
  const phone = useIsPhone()
  const { ctx, deeds, projectId } = cards
  const scale = view.option<Scale>('scale', 'month')
  const day = view.option('day', '') || ctx.today
  const root = useRef<HTMLDivElement>(null)
  const grid = useRef<HTMLDivElement>(null)
  const grabbed = useRef<string | null>(null)
  const [adding, setAdding] = useState<string | null>(null)
  const [stretch, setStretch] = useState<{ id: string; to: string } | null>(null)
  const off = useDaysOff()
  const go = (to: string) => view.setOption('day', to === ctx.today ? '' : to)
  const undated = useMemo(() => applied.cards.filter((c) => !spanOf(c) && !c.done), [applied.cards])
  const shown = useMemo(
    () =>
      stretch
        ? applied.cards.map((c) => (c.id === stretch.id ? { ...c, ...ending(c, stretch.to) } : c))
        : applied.cards,
    [applied.cards, stretch],
  )
  const weeks = useMemo(() => weeksOf(scale, day), [scale, day])

  const save = useCallback(
    (card: Card, dates: { startsOn?: string; dueOn?: string }) => {
      if (dates.startsOn === (card.startsOn ?? undefined) && dates.dueOn === (card.dueOn ?? undefined)) return
      announce(
        t('calendar.moved', {
          title: card.title,
          from: dates.startsOn ? date(dates.startsOn) : 'none',
          to: date(dates.dueOn ?? dates.startsOn ?? ''),
        }),
      )
      void deeds.amend(card, dates)
    },
    [deeds, t, date],
  )
  const dayAt = useCallback(
    (x: number, y: number) =>
      document
        .elementsFromPoint(x, y)
        .map((e) => (e as HTMLElement).dataset.day)
        .find(Boolean) ?? null,
    [],
  )
  useEffect(() => {
    const element = grid.current
    if (!element || scale === 'year') return
    const mark = (on: string | null) => {
      element.querySelector('[data-day][data-over]')?.removeAttribute('data-over')
      if (on) element.querySelector(`[data-day="${on}"]`)?.setAttribute('data-over', '')
    }
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => typeof source.data.card === 'string',
      getData: ({ input }) => ({ day: dayAt(input.clientX, input.clientY) }),
      onDrag: ({ location }) => mark(dayAt(location.current.input.clientX, location.current.input.clientY)),
      onDragLeave: () => mark(null),
      onDrop: () => mark(null),
    })
  }, [dayAt, scale])
  const mayMove = useCallback(
    (id: string) => {
      const card = ctx.byId.get(id)
      return Boolean(card && cards.may('contribute', card))
    },
    [ctx, cards],
  )
  useCardDrag(
    root,
    mayMove,
    useCallback(
      ({ card: id, to }) => {
        const card = ctx.byId.get(id)
        if (!card || typeof to.day !== 'string') return
        const span = spanOf(card)
        if (!span) return save(card, { dueOn: to.day })
        save(card, moved(card, daysApart(grabbed.current ?? span.from, to.day)))
      },
      [ctx, save],
    ),
  )
  const onPointerDown = (event: React.PointerEvent) => {
    grabbed.current = dayAt(event.clientX, event.clientY)
    const handle = (event.target as HTMLElement).closest<HTMLElement>('[data-stretch]')
    const card = ctx.byId.get(handle?.dataset.stretch ?? '')
    if (!handle || !card || !mayMove(card.id)) return
    event.preventDefault()
    let to: string | null = null
    const move = (e: PointerEvent) => {
      const over = dayAt(e.clientX, e.clientY)
      if (!over || over === to) return
      to = over
      setStretch({ id: card.id, to: over })
    }
    const end = (e: PointerEvent) => {
      removeEventListener('pointermove', move)
      removeEventListener('pointerup', end)
      removeEventListener('pointercancel', end)
      setStretch(null)
      if (to && e.type === 'pointerup') save(card, ending(card, to))
    }
    addEventListener('pointermove', move)
    addEventListener('pointerup', end)
    addEventListener('pointercancel', end)
  }
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement
    const card = ctx.byId.get(target.closest<HTMLElement>('[data-card]')?.dataset.card ?? '')
    if (card) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return selection.toggle(card.id)
      return view.show(card)
    }
    const more = target.closest<HTMLElement>('[data-more]')?.dataset.more
    if (more) {
      view.setOption('scale', 'day')
      return go(more)
    }
    if (target.closest('button, input, form, a')) return
    const on = target.closest<HTMLElement>('[data-day]')?.dataset.day
    if (on && projectId && cards.may('contribute')) setAdding(on)
  }
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement
    if (target.matches('input') || event.ctrlKey || event.metaKey) return
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key]
    const card = ctx.byId.get(target.closest<HTMLElement>('[data-card]')?.dataset.card ?? '')
    if (card && event.altKey && step && mayMove(card.id)) {
      event.preventDefault()
      const span = spanOf(card)
      save(card, event.shiftKey ? ending(card, addDays(span?.to ?? ctx.today, step)) : moved(card, step))
      return focusCard(card.id)
    }
    const on = target.closest<HTMLElement>('[data-day]')?.dataset.day
    if (!on || card || event.altKey) return
    if (step) {
      event.preventDefault()
      const next = addDays(on, step)
      const find = () => grid.current?.querySelector<HTMLElement>(`[data-day="${next}"] [data-number]`)
      if (find()) find()?.focus()
      else {
        go(next)
        requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus()))
      }
    }
    if (event.key === 'n' && projectId && cards.may('contribute')) {
      event.preventDefault()
      setAdding(on)
    }
  }
  const add = {
    on: adding,
    open: setAdding,
    may: projectId !== null && cards.may('contribute'),
    save: (titles: string[], on: string) => deeds.add(...titles.map((title) => ({ title, dueOn: on }))),
  }
  const title =
    scale === 'year'
      ? day.slice(0, 4)
      : scale === 'month'
        ? monthYear(day)
        : scale === 'week'
          ? period(weeks[0]!, addDays(weeks[0]!, 6))
          : longDate(day)
  return (
    <>
      <div className={styles.tools}>
        <span className="row">
          <Button size="xs" variant="default" onClick={() => go(ctx.today)}>
            {t('calendar.today')}
          </Button>
          <Button
            size="xs"
            variant="default"
            aria-label={t('calendar.before')}
            onClick={() => go(turned(scale, day, -1))}
          >
            <ChevronLeft size={15} aria-hidden />
          </Button>
          <Button
            size="xs"
            variant="default"
            aria-label={t('calendar.after')}
            onClick={() => go(turned(scale, day, 1))}
          >
            <ChevronRight size={15} aria-hidden />
          </Button>
          <h2 className={styles.title} aria-live="polite">
            {title}
          </h2>
        </span>
        <SegmentedControl
          size="xs"
          aria-label={t('calendar.show')}
          value={scale}
          data={scales.map((s) => ({ value: s, label: t(`calendar.${s}`) }))}
          onChange={(s) => view.setOption('scale', s)}
        />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: clicks and keys are heard here for the days and tasks inside, which are buttons. */}
      <div
        ref={root}
        className={styles.root}
        data-still={!cards.may('contribute') || undefined}
        onClick={onClick}
        onKeyDown={onKey}
        onPointerDown={onPointerDown}
      >
        <div ref={grid} className={styles.grid}>
          {scale === 'year' ? (
            <CalendarYear
              cards={applied.cards}
              year={Number(day.slice(0, 4))}
              today={ctx.today}
              onDay={(d) => {
                view.setOption('scale', 'month')
                go(d)
              }}
            />
          ) : scale === 'day' || phone ? (
            <CalendarDays
              cards={shown}
              cardsOf={cards}
              days={
                scale === 'day'
                  ? [day]
                  : weeks
                      .flatMap((w) => [0, 1, 2, 3, 4, 5, 6].map((d) => addDays(w, d)))
                      .filter((d) => scale === 'week' || d.slice(0, 7) === day.slice(0, 7))
              }
              off={off}
              add={add}
            />
          ) : (
            <CalendarWeeks
              weeks={weeks}
              month={scale === 'month' ? day.slice(0, 7) : null}
              cards={shown}
              cardsOf={cards}
              selected={selection.ids}
              most={scale === 'week' ? 40 : 5}
              off={off}
              add={add}
            />
          )}
        </div>
        {undated.length > 0 && scale !== 'year' && <Undated cards={undated} cardsOf={cards} />}
      </div>
      {!phone && scale !== 'year' && (
        <p className="caption muted" data-noprint>
          {t(cards.may('contribute') ? 'calendar.keys' : 'calendar.keys.look')}
        </p>
      )}
    </>
  )
}

function useCalendarWords() {
  const { locale, date, period, longDate } = useFormats()
  return useMemo(
    () => ({
      date: (d: string) => (d ? date(d) : ''),
      period: (a: string, b: string) => period(a, b),
      longDate: (d: string) => longDate(d),
      monthYear: (d: string) =>
        new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
          Date.parse(`${d}T00:00:00Z`),
        ),
    }),
    [locale, date, period, longDate],
  )
}
