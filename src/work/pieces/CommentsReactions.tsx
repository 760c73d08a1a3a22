import { ActionIcon, Popover } from '@mantine/core'
import {
  CircleHelp,
  Eye,
  HeartHandshake,
  Lightbulb,
  type LucideIcon,
  PartyPopper,
  SmilePlus,
  ThumbsUp,
} from 'lucide-react'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { useMember } from '#web/session.tsx'
import { tell } from '#web/undo.tsx'
import { talkMessages } from '../messages/talk.ts'
import { type Comment, type ReactionShape, reactionShapes } from '../model.ts'
import styles from './Comments.module.css'
import { usePeople } from './people.ts'
import { refreshTask } from './refreshTask.ts'

const icons: Record<ReactionShape, LucideIcon> = {
  yes: ThumbsUp,
  thanks: HeartHandshake,
  bravo: PartyPopper,
  idea: Lightbulb,
  look: Eye,
  doubt: CircleHelp,
}

/** Answers without words: who gave which, one's own pressed; seen at once, saved behind. */
export function CommentsReactions({ comment: c }: { comment: Comment }) {
  const t = useT(talkMessages)
  const told = useTold()
  const me = useMember()?.memberId ?? ''
  const people = usePeople()
  const [open, setOpen] = useState(false)
  const [guess, setGuess] = useState<Partial<Record<ReactionShape, boolean>>>({})
  const given = (shape: ReactionShape): string[] => {
    const ids = c.reactions.find((r) => r.shape === shape)?.memberIds ?? []
    const wanted = guess[shape]
    if (wanted === undefined || wanted === ids.includes(me)) return ids
    return wanted ? [...ids, me] : ids.filter((id) => id !== me)
  }
  const react = async (shape: ReactionShape) => {
    const on = !given(shape).includes(me)
    setOpen(false)
    setGuess((now) => ({ ...now, [shape]: on }))
    try {
      await api.work.comments.react({ id: c.id, shape, on })
      await refreshTask()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
    setGuess(({ [shape]: _, ...rest }) => rest)
  }
  const shown = reactionShapes.filter((shape) => given(shape).length)
  return (
    <div className={styles.reactions}>
      {shown.map((shape) => {
        const Icon = icons[shape]
        const ids = given(shape)
        const names = ids.map((id) => people.find((p) => p.id === id)?.name ?? '…').join(', ')
        const label = t('react.who', { shape: t(`react.${shape}`), names })
        return (
          <button
            key={shape}
            type="button"
            className={styles.reaction}
            aria-pressed={ids.includes(me)}
            aria-label={label}
            title={label}
            onClick={() => void react(shape)}
          >
            <Icon size={13} aria-hidden /> {ids.length}
          </button>
        )
      })}
      <Popover opened={open} onChange={setOpen} position="top-start" withinPortal trapFocus returnFocus>
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            size="sm"
            aria-label={t('react.add')}
            title={t('react.add')}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <SmilePlus size={14} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown p={4} aria-label={t('react.add')}>
          <div className="row" style={{ gap: 2 }}>
            {reactionShapes.map((shape) => {
              const Icon = icons[shape]
              return (
                <ActionIcon
                  key={shape}
                  variant={given(shape).includes(me) ? 'light' : 'subtle'}
                  size="lg"
                  aria-label={t(`react.${shape}`)}
                  title={t(`react.${shape}`)}
                  onClick={() => void react(shape)}
                >
                  <Icon size={17} aria-hidden />
                </ActionIcon>
              )
            })}
          </div>
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}
