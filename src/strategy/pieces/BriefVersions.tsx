import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { When } from '#web/pieces/When.tsx'
import { useProject } from '#web/project.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import { type BriefText, briefParts } from '../model.ts'
import styles from './BriefVersions.module.css'

/** The brief as it read after each change, newest first; any of them can be taken up again. */
export function BriefVersions({
  onClose,
  onBack,
}: {
  onClose: () => void
  onBack: (text: BriefText) => Promise<unknown>
}) {
  const t = useT(messages)
  const told = useTold()
  const project = useProject()
  const { list } = useFormats()
  const [open, setOpen] = useState<string | null>(null)
  const query = useQuery(rpc.strategy.brief.versions.queryOptions({ input: { projectId: project.id } }))
  const back = async (text: BriefText) => {
    try {
      await onBack(text)
      tell(t('brief.backDone'))
      onClose()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  return (
    <Sheet opened onClose={onClose} title={t('brief.versions')} size={560}>
      <Loaded query={query}>
        {(versions) =>
          versions.length === 0 ? (
            <p className="muted">{t('brief.versions.none')}</p>
          ) : (
            <ol className={styles.list}>
              {versions.map((v, index) => (
                <li key={v.id}>
                  <button
                    type="button"
                    className={styles.version}
                    aria-expanded={open === v.id}
                    onClick={() => setOpen(open === v.id ? null : v.id)}
                  >
                    <b>
                      <When at={v.at} />
                    </b>
                    <span className="muted">
                      {t('brief.version.by', {
                        by: v.by,
                        parts: list(v.changed.map((p) => t(`brief.${p}`).toLowerCase())),
                      })}
                    </span>
                  </button>
                  {open === v.id && (
                    <div className={styles.text}>
                      {briefParts
                        .filter((p) => v.text[p] || v.changed.includes(p))
                        .map((p) => (
                          <div key={p} data-changed={v.changed.includes(p) || undefined}>
                            <h3>{t(`brief.${p}`)}</h3>
                            <p>{v.text[p] || t('brief.empty')}</p>
                          </div>
                        ))}
                      {index > 0 && project.can('contribute') && (
                        <Button variant="default" size="xs" onClick={() => void back(v.text)}>
                          {t('brief.back')}
                        </Button>
                      )}
                    </div>
                  )}
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </Sheet>
  )
}
