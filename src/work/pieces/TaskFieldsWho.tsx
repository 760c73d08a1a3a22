import { Button, Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { UserRoundSearch } from 'lucide-react'
import { useState } from 'react'
import { rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Face } from '#web/pieces/Person.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { tell } from '#web/undo.tsx'
import { drawerMessages } from '../messages/drawer.ts'
import type { Task } from '../model.ts'
import styles from './TaskDrawer.module.css'

/** Who knows how and has the time, best first; one click gives the task. */
export function TaskFieldsWho({ task, onGive }: { task: Task; onGive: (id: string) => Promise<unknown> }) {
  const t = useT(drawerMessages)
  const told = useTold()
  const { number } = useFormats()
  const [open, setOpen] = useState(false)
  const query = useQuery({
    ...rpc.work.capacity.candidates.queryOptions({ input: { id: task.id }, meta: { topics: ['task'] } }),
    enabled: open,
  })
  const give = async (id: string) => {
    setOpen(false)
    try {
      await onGive(id)
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={320} trapFocus returnFocus>
      <Popover.Target>
        <Button
          size="compact-xs"
          variant="subtle"
          mt={4}
          aria-expanded={open}
          leftSection={<UserRoundSearch size={13} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          {t('who.could')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={6} aria-label={t('who.could')}>
        <Loaded query={query} rows={3}>
          {(all) => {
            const free = all.filter((c) => !c.already)
            if (!free.length) return <p className="muted">{t('who.none')}</p>
            return (
              <ul className={styles.items}>
                {free.slice(0, 6).map((c) => (
                  <li key={c.id}>
                    <button
                      type="button"
                      className={styles.candidate}
                      aria-label={t('who.give', { name: c.name })}
                      onClick={() => void give(c.id)}
                    >
                      <Face name={c.name} size={24} />
                      <span className={styles.grow}>
                        {c.name}
                        {c.matched.length > 0 && (
                          <span className="caption muted">
                            {' '}
                            {t('who.skills', { skills: c.matched.join(', ') })}
                          </span>
                        )}
                      </span>
                      <span className="caption muted figures">
                        {t('who.free', { hours: number(c.free / 60, { digits: 1 }) })}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            )
          }}
        </Loaded>
      </Popover.Dropdown>
    </Popover>
  )
}
