import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { AreaField, DateField, PersonField, SelectField, TextField } from '#web/pieces/Field.tsx'
import { Figure, Figures } from '#web/pieces/Figure.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { useProject } from '#web/project.tsx'
import { useWorkspace } from '#web/session.tsx'
import { offer } from '#web/undo.tsx'
import { versioned } from '#web/versioned.ts'
import { messages } from '../messages.ts'
import {
  type ActionDraft,
  type Channel,
  channelNames,
  channels,
  type PlannedAction,
  type Status,
  statuses,
  statusNames,
  visitChannels,
} from '../model.ts'

/** Everything of an action, edited in place. */
export function ActionSheet({
  action: a,
  objectives,
  onClose,
}: {
  action: PlannedAction
  objectives: readonly { id: string; title: string }[]
  onClose: () => void
}) {
  const t = useT(messages)
  const { locale } = useFormats()
  const { currency } = useWorkspace()
  const project = useProject()
  const locked = !project.can('conduct')
  const input = { projectId: project.id }
  const members = useQuery(rpc.members.list.queryOptions()).data ?? []
  const lines = useQuery(rpc.budget.lines.list.queryOptions({ input })).data ?? []
  const save = versioned<Partial<ActionDraft>>(a, (patch) =>
    api.strategy.actions.amend({ id: a.id, ...patch }),
  )
  const capture = (patch: NonNullable<ActionDraft['captures']>) => {
    const rule = Object.fromEntries(Object.entries({ ...a.captures, ...patch }).filter(([, v]) => v?.trim()))
    return save({ captures: Object.keys(rule).length ? rule : null })
  }
  const remove = async () => {
    await api.strategy.actions.discard({ id: a.id })
    onClose()
    offer(t('removed', { title: a.title }), () => api.strategy.actions.restore({ id: a.id }))
  }
  return (
    <Sheet
      opened
      onClose={onClose}
      title={a.title}
      size={560}
      footer={
        !locked && (
          <Button variant="subtle" color="red" onClick={() => void remove()}>
            {t('remove')}
          </Button>
        )
      }
    >
      <div className="stack">
        <Figures>
          <Figure
            label={t('action.planned')}
            kind="money"
            currency={currency}
            value={a.plannedCents}
            definition={t('action.planned.hint')}
          />
          <Figure label={t('action.spent')} kind="money" currency={currency} value={a.spentCents} />
        </Figures>
        <nav className="row" aria-label={t('action.more')}>
          <Link to={project.at('liens')}>{t('action.links')}</Link>
          <Link to={project.at('taches')}>{t('action.tasks')}</Link>
          <Link to={project.at('budget')} search={{ action: a.id } as never}>
            {t('action.entries')}
          </Link>
        </nav>
        <TextField
          label={t('title')}
          value={a.title}
          maxLength={200}
          disabled={locked}
          onSave={(title, from) => save({ title }, { title: from })}
        />
        <p className="muted caption" title={t('action.code.hint')}>
          {t('action.code')} : <code>{a.code}</code>. {t('action.code.hint')}
        </p>
        <div className="row" style={{ alignItems: 'flex-start' }}>
          <div style={{ flex: 1 }}>
            <SelectField
              label={t('action.channel')}
              value={a.channel}
              disabled={locked}
              choices={channels.map((c) => ({ value: c, label: channelNames[c][locale] }))}
              onSave={(channel) => save({ channel: channel as Channel })}
            />
          </div>
          <div style={{ flex: 1 }}>
            <SelectField
              label={t('action.status')}
              value={a.status}
              disabled={locked}
              choices={statuses.map((s) => ({ value: s, label: statusNames[s][locale] }))}
              onSave={(status) => save({ status: status as Status })}
            />
          </div>
        </div>
        <div className="row" style={{ alignItems: 'flex-start' }}>
          <div style={{ flex: 1 }}>
            <DateField
              label={t('start')}
              value={a.startsOn}
              disabled={locked}
              onSave={(startsOn) => save({ startsOn })}
            />
          </div>
          <div style={{ flex: 1 }}>
            <DateField
              label={t('end')}
              value={a.endsOn}
              disabled={locked}
              onSave={(endsOn) => save({ endsOn })}
            />
          </div>
        </div>
        <PersonField
          label={t('owner')}
          value={a.ownerId}
          people={members}
          disabled={locked}
          onSave={(ownerId) => save({ ownerId })}
        />
        <SelectField
          label={t('action.objective')}
          value={a.objectiveId}
          clearable
          disabled={locked}
          choices={objectives.map((o) => ({ value: o.id, label: o.title }))}
          onSave={(objectiveId) => save({ objectiveId })}
        />
        <SelectField
          label={t('action.line')}
          value={a.budgetLineId}
          clearable
          disabled={locked}
          choices={lines.map((l) => ({ value: l.id, label: l.label }))}
          onSave={(budgetLineId) => save({ budgetLineId })}
        />
        <TextField
          label={t('action.persona')}
          value={a.persona}
          maxLength={300}
          disabled={locked}
          onSave={(persona, from) => save({ persona }, { persona: from })}
        />
        <AreaField
          label={t('action.description')}
          value={a.description}
          disabled={locked}
          onSave={(description, from) => save({ description }, { description: from })}
        />
        <fieldset style={{ border: 0, padding: 0, margin: 0 }} className="stack">
          <legend style={{ padding: 0 }}>
            <h2>{t('action.captures')}</h2>
            <p className="muted">{t('action.captures.hint')}</p>
          </legend>
          <SelectField
            label={t('action.captures.channel')}
            clearable
            value={a.captures?.channel ?? null}
            disabled={locked}
            choices={Object.entries(visitChannels).map(([value, said]) => ({ value, label: said[locale] }))}
            onSave={(channel) => capture({ channel: channel ?? '' })}
          />
          <TextField
            label={t('action.captures.referrer')}
            placeholder="lemonde.fr"
            value={a.captures?.referrer ?? ''}
            disabled={locked}
            onSave={(referrer) => capture({ referrer })}
          />
          <TextField
            label={t('action.captures.path')}
            placeholder="/offre"
            value={a.captures?.path ?? ''}
            disabled={locked}
            onSave={(path) => capture({ path })}
          />
        </fieldset>
      </div>
    </Sheet>
  )
}
