import { useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { type Change, useChanges } from '#web/live.ts'
import { People } from '#web/pieces/Person.tsx'
import { useMember, WorkspaceContext } from '#web/session.tsx'
import { talkMessages } from '../messages/talk.ts'
import { beat, heard, type Seens, still, typists, Presence as Word, writing } from '../presence/model.ts'

/** A task, a project, or (nothing said) the portfolio of the workspace. */
type Place = { taskId?: string; projectId?: string }

/** Who else looks at this task, this project's views or the portfolio, and who writes. Nothing is kept anywhere but in open pages. */
export function usePresence(place: Place) {
  const me = useMember()?.memberId
  const workspace = useContext(WorkspaceContext)?.id ?? ''
  const key = place.taskId ?? place.projectId ?? workspace
  const [seens, setSeens] = useState<Seens>(new Map())
  const [now, setNow] = useState(() => Date.now())
  const target = useRef(place)
  target.current = place
  const say = useCallback(
    // A word that does not arrive is said again at the next beat.
    (state: 'here' | 'typing' | 'gone', ask = false) =>
      void api.work.presence.say({ ...target.current, state, ask }).catch(() => {}),
    [],
  )
  useChanges(
    useCallback(
      (change: Change) => {
        if (change.topic !== 'presence' || !change.ids.includes(key)) return
        const word = Word.safeParse(change.word)
        if (!word.success || word.data.who === me) return
        const at = Date.now()
        setSeens((all) => heard(all, word.data, at))
        setNow(at)
        // A crowd does not answer with one voice.
        if (word.data.ask && !document.hidden) setTimeout(() => say('here'), Math.random() * 400)
      },
      [key, me, say],
    ),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place is another crowd.
  useEffect(() => {
    setSeens(new Map())
    const enter = () => (document.hidden ? say('gone') : say('here', true))
    if (!document.hidden) say('here', true)
    const timer = setInterval(() => !document.hidden && say('here'), beat)
    document.addEventListener('visibilitychange', enter)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', enter)
      say('gone')
    }
  }, [key, say])
  useEffect(() => {
    if (!seens.size) return
    const timer = setInterval(() => {
      setNow(Date.now())
      setSeens((all) => still(all, Date.now()))
    }, 2_000)
    return () => clearInterval(timer)
  }, [seens.size])
  const last = useRef(0)
  const typing = useCallback(() => {
    if (Date.now() - last.current < writing / 2) return
    last.current = Date.now()
    say('typing')
  }, [say])
  return useMemo(
    () => ({ names: [...seens.values()].map((s) => s.name), writing: typists(seens, now), typing }),
    [seens, now, typing],
  )
}

/** The faces of those who are here too. */
export function PresenceFaces({ names }: { names: readonly string[] }) {
  const t = useT(talkMessages)
  if (!names.length) return null
  return (
    <span title={t('presence.here', { names: names.join(', ') })} data-presence>
      <People people={names.map((name) => ({ name }))} size={24} max={5} />
    </span>
  )
}

/** The same on its own, for a board or a table: `<Presence place={{ projectId: project.id }} />`. */
export function Presence({ place }: { place: Place }) {
  const { names } = usePresence(place)
  return <PresenceFaces names={names} />
}

export function PresenceTyping({ names }: { names: readonly string[] }) {
  const t = useT(talkMessages)
  return (
    <p className="caption muted" aria-live="polite" style={{ minHeight: 16 }}>
      {names.length > 0 && t('presence.typing', { names: names.join(', '), count: names.length })}
    </p>
  )
}
