import { Button, Menu, TextInput } from '@mantine/core'
import { Check, Flag, MoreHorizontal } from 'lucide-react'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { offer, tell } from '#web/undo.tsx'
import type { Baseline } from '../../scheduling/model.ts'
import { messages } from '../messages.ts'
import { refreshPlan } from './usePlan.ts'

/** Which promise the bars are held against; taking one, naming it, letting it go. */
export function Baselines({
  projectId,
  all,
  chosen,
  conducts,
  onChoose,
}: {
  projectId: string
  all: readonly Baseline[]
  chosen: string | null
  conducts: boolean
  onChoose: (id: string | null) => void
}) {
  const t = useT(messages)
  const f = useFormats()
  const told = useTold()
  const [naming, setNaming] = useState<{ baseline: Baseline | null; name: string } | null>(null)
  const current = all.find((b) => b.id === chosen)
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work()
      await refreshPlan()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  const save = () =>
    attempt(async () => {
      if (!naming?.name.trim()) return
      const name = naming.name.trim()
      if (naming.baseline) await api.work.plan.baselines.rename({ id: naming.baseline.id, name })
      else {
        const made = await api.work.plan.baselines.take({ projectId, name })
        onChoose(made.id)
        tell(t('baseline.taken', { name }))
      }
      setNaming(null)
    })
  return (
    <>
      <Menu position="bottom-start" width={300}>
        <Menu.Target>
          <Button
            variant="default"
            size="compact-sm"
            h={30}
            leftSection={<Flag size={14} aria-hidden />}
            data-baselines
          >
            {current?.name ?? t('baseline.label')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {all.length === 0 && <Menu.Label>{t('baseline.teach')}</Menu.Label>}
          {all.length > 0 && (
            <Menu.Item
              leftSection={<Check size={14} aria-hidden opacity={chosen ? 0 : 1} />}
              onClick={() => onChoose(null)}
            >
              {t('baseline.none')}
            </Menu.Item>
          )}
          {all.map((b) => (
            <Menu.Item
              key={b.id}
              leftSection={<Check size={14} aria-hidden opacity={chosen === b.id ? 1 : 0} />}
              rightSection={<span className="muted caption">{f.date(new Date(b.takenAt))}</span>}
              onClick={() => onChoose(b.id)}
            >
              {b.name}
            </Menu.Item>
          ))}
          {conducts && (
            <>
              <Menu.Divider />
              <Menu.Item
                leftSection={<Flag size={14} aria-hidden />}
                onClick={() =>
                  setNaming({ baseline: null, name: t('baseline.usual', { day: f.date(new Date()) }) })
                }
              >
                {t('baseline.take')}
              </Menu.Item>
              {current && (
                <>
                  <Menu.Item
                    leftSection={<MoreHorizontal size={14} aria-hidden />}
                    onClick={() => setNaming({ baseline: current, name: current.name })}
                  >
                    {t('baseline.rename')}
                  </Menu.Item>
                  <Menu.Item
                    color="red"
                    onClick={() =>
                      void attempt(async () => {
                        await api.work.plan.baselines.remove({ id: current.id })
                        onChoose(null)
                        offer(t('baseline.removed'), async () => {
                          await api.history.undoLast({ noun: 'baseline', rowId: current.id })
                          await refreshPlan()
                          onChoose(current.id)
                        })
                      })
                    }
                  >
                    {t('baseline.remove')}
                  </Menu.Item>
                </>
              )}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {naming && (
        <Sheet
          opened
          onClose={() => setNaming(null)}
          title={t(naming.baseline ? 'baseline.rename' : 'baseline.take')}
          footer={<Button onClick={() => void save()}>{t('baseline.save')}</Button>}
        >
          <p className="muted">{t('baseline.teach')}</p>
          <TextInput
            label={t('baseline.name')}
            value={naming.name}
            maxLength={120}
            data-autofocus
            onChange={(event) => setNaming({ ...naming, name: event.currentTarget.value })}
            onKeyDown={(event) => event.key === 'Enter' && void save()}
          />
        </Sheet>
      )}
    </>
  )
}
