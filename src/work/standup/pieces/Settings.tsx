import { Button, Checkbox, MultiSelect, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { messages as noticeMessages } from '#platform/notices/messages.ts'
import { api, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { NumberField, TextField } from '#web/pieces/Field.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { TimeInput } from '#web/pieces/TimeInput.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Standup, StandupDraft } from '../model.ts'
import { refresh } from './Mine.tsx'

export default function Settings({
  standup,
  may,
  onClose,
}: {
  standup: Standup
  may: boolean
  onClose: () => void
}) {
  const t = useT(messages)
  const words = useT(noticeMessages)
  const told = useTold()
  const people = useQuery(rpc.members.list.queryOptions()).data ?? []
  const tried = async (deed: () => Promise<unknown>) => {
    try {
      await deed()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
    await refresh()
  }
  const save = (patch: StandupDraft) => tried(() => api.work.standup.amend({ id: standup.id, ...patch }))
  return (
    <Sheet opened onClose={onClose} title={t('settings')}>
      <div className="stack">
        <Hour
          label={t('settings.mine')}
          minute={standup.myMinute}
          onSave={(minute) => tried(() => api.work.standup.setHour({ id: standup.id, minute }))}
        />
        {may && (
          <>
            <TextField
              label={t('settings.name')}
              value={standup.name}
              maxLength={100}
              onSave={(name) => save({ name })}
            />
            <Checkbox.Group
              label={t('settings.days')}
              value={standup.weekdays.map(String)}
              onChange={(days) => days.length > 0 && void save({ weekdays: days.map(Number).toSorted() })}
            >
              <div className="row">
                {([0, 1, 2, 3, 4, 5, 6] as const).map((d) => (
                  <Checkbox key={d} value={String(d)} label={words(`day.${d}`)} />
                ))}
              </div>
            </Checkbox.Group>
            <Hour
              label={t('settings.ask')}
              minute={standup.askMinute}
              onSave={(askMinute) => save({ askMinute })}
            />
            {standup.digestMinute !== null && (
              <Hour
                label={t('settings.digest')}
                minute={standup.digestMinute}
                onSave={(digestMinute) => save({ digestMinute })}
              />
            )}
            <Switch
              label={t('settings.digest.none')}
              checked={standup.digestMinute === null}
              onChange={(event) => void save({ digestMinute: event.currentTarget.checked ? null : 660 })}
            />
            <NumberField
              label={t('settings.each')}
              value={standup.secondsEach}
              min={15}
              max={1800}
              digits={0}
              onSave={(n) => save({ secondsEach: n ?? 120 })}
            />
            <MultiSelect
              label={t('settings.people')}
              placeholder={standup.memberIds.length ? '' : t('settings.everybody')}
              data={people
                .filter((p) => p.active && p.role !== 'guest')
                .map((p) => ({ value: p.id, label: p.name }))}
              value={standup.memberIds}
              searchable
              clearable
              onChange={(memberIds) => void save({ memberIds })}
            />
            <Button
              variant="subtle"
              onClick={() =>
                void tried(async () => {
                  await api.work.standup.close({ id: standup.id })
                  tell(t('settings.closed'))
                  onClose()
                })
              }
            >
              {t('settings.close')}
            </Button>
          </>
        )}
      </div>
    </Sheet>
  )
}

function Hour({ label, minute, onSave }: { label: string; minute: number; onSave: (m: number) => unknown }) {
  return (
    <TimeInput
      label={label}
      required
      value={minute}
      onChange={(next) => next !== null && void onSave(next)}
    />
  )
}
