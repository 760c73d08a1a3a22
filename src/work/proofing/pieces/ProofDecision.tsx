import { Button, Popover, Textarea } from '@mantine/core'
import { Check, RotateCcw, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { State } from '#web/pieces/State.tsx'
import { tell } from '#web/undo.tsx'
import { refreshTask } from '../../pieces/refreshTask.ts'
import { proofMessages } from '../messages.ts'
import type { AttachmentVersion, Decision } from '../model.ts'
import styles from './Proof.module.css'

/** The word on a version: given on the newest, by whom and when, and what remains open. */
export function ProofDecision({
  version: v,
  newest,
  may,
  open,
}: {
  version: AttachmentVersion
  newest: boolean
  may: boolean
  /** Remarks not settled yet. */
  open: number
}) {
  const t = useT(proofMessages)
  const told = useTold()
  const { relative } = useFormats()
  const [asking, setAsking] = useState(false)
  const [note, setNote] = useState('')
  const decide = async (decision: Decision | null, words = '') => {
    try {
      await api.work.attachments.decide({ id: v.id, decision, ...(words && { note: words }) })
      setAsking(false)
      setNote('')
      await refreshTask()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  return (
    <section className={styles.decision} aria-label={t('decision')}>
      {v.decision ? (
        <div>
          <State tone={v.decision === 'approved' ? 'good' : 'risk'}>{t(`decision.${v.decision}`)}</State>{' '}
          <span className="caption muted">
            {t('decision.by', {
              who: v.decidedByName,
              when: v.decidedAt ? relative(v.decidedAt) : '',
            })}
          </span>
          {v.decisionNote && <p>{v.decisionNote}</p>}
        </div>
      ) : (
        <span className="caption muted">
          {newest ? (open ? t('decision.open', { count: open }) : t('decision.none')) : t('decision.old')}
        </span>
      )}
      {may && newest && (
        <div className="row">
          {v.decision !== 'approved' && (
            <Button
              size="xs"
              leftSection={<Check size={14} aria-hidden />}
              onClick={() => void decide('approved')}
            >
              {t('decision.approve')}
            </Button>
          )}
          {v.decision !== 'revise' && (
            <Popover
              opened={asking}
              onChange={setAsking}
              position="bottom-end"
              width={300}
              trapFocus
              returnFocus
            >
              <Popover.Target>
                <Button
                  size="xs"
                  variant="default"
                  aria-expanded={asking}
                  leftSection={<RotateCcw size={14} aria-hidden />}
                  onClick={() => setAsking(!asking)}
                >
                  {t('decision.ask')}
                </Button>
              </Popover.Target>
              <Popover.Dropdown aria-label={t('decision.ask')}>
                <div className="stack" style={{ gap: 8 }}>
                  <Textarea
                    label={t('decision.note')}
                    rows={3}
                    maxLength={2000}
                    value={note}
                    onChange={(event) => setNote(event.currentTarget.value)}
                  />
                  <Button size="xs" onClick={() => void decide('revise', note.trim())}>
                    {t('decision.ask')}
                  </Button>
                </div>
              </Popover.Dropdown>
            </Popover>
          )}
          {v.decision && (
            <Button
              size="xs"
              variant="subtle"
              leftSection={<Undo2 size={14} aria-hidden />}
              onClick={() => void decide(null)}
            >
              {t('decision.undo')}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}
