import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import {
  AreaField,
  DateField,
  MoneyField,
  NumberField,
  PersonField,
  SelectField,
  TextField,
} from '#web/pieces/Field.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { useProject } from '#web/project.tsx'
import { useWorkspace } from '#web/session.tsx'
import { offer } from '#web/undo.tsx'
import { versioned } from '#web/versioned.ts'
import { messages } from '../messages.ts'
import { byHand, type Objective, type ObjectiveDraft } from '../model.ts'
import { CheckIns } from './CheckIns.tsx'
import { SmartList } from './SmartList.tsx'

/** Everything of an objective, edited in place, with the assistant that says which letter is missing. */
export function ObjectiveSheet({ objective: o, onClose }: { objective: Objective; onClose: () => void }) {
  const t = useT(messages)
  const { locale } = useFormats()
  const { currency } = useWorkspace()
  const project = useProject()
  const locked = !project.can('conduct')
  const metrics =
    useQuery(rpc.strategy.catalogue.list.queryOptions({ staleTime: Number.POSITIVE_INFINITY })).data ?? []
  const members = useQuery(rpc.members.list.queryOptions()).data ?? []
  const goals =
    useQuery(rpc.strategy.goals.list.queryOptions({ input: { projectId: project.id } })).data ?? []
  const save = versioned<Partial<ObjectiveDraft>>(o, (patch) =>
    api.strategy.objectives.amend({ id: o.id, ...patch }),
  )
  const remove = async () => {
    await api.strategy.objectives.discard({ id: o.id })
    onClose()
    offer(t('removed', { title: o.title }), () => api.strategy.objectives.restore({ id: o.id }))
  }
  const needsGoal =
    o.goalId !== null ||
    metrics.find(({ key }) => key === o.metric)?.needsGoal ||
    (goals.length > 0 && /conver|revenue|returns/.test(o.metric))
  const figure = (name: 'baseline' | 'target') => {
    const label = t(`objective.${name}`)
    const common = { label, disabled: locked }
    if (o.unit === 'money')
      return (
        <MoneyField
          {...common}
          currency={currency}
          value={o[name]}
          onSave={(v, from) => save({ [name]: v }, { [name]: from })}
        />
      )
    if (o.unit === 'ratio')
      return (
        <NumberField
          {...common}
          unit="%"
          value={o[name] === null ? null : Math.round(o[name] * 1e6) / 1e4}
          onSave={(v) => save({ [name]: v === null ? null : v / 100 })}
        />
      )
    return (
      <NumberField
        {...common}
        value={o[name]}
        onSave={(v, from) => save({ [name]: v }, { [name]: from })}
        {...(o.unit === 'minutes' ? { unit: 'min' } : o.handUnit ? { unit: o.handUnit } : {})}
      />
    )
  }
  return (
    <Sheet
      opened
      onClose={onClose}
      title={o.title}
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
        <SmartList letters={o.smart} />
        <TextField
          label={t('title')}
          value={o.title}
          maxLength={300}
          disabled={locked}
          onSave={(title, from) => save({ title }, { title: from })}
        />
        <AreaField
          label={t('objective.why')}
          value={o.why}
          minRows={2}
          disabled={locked}
          onSave={(why, from) => save({ why }, { why: from })}
        />
        <SelectField
          label={t('objective.metric')}
          placeholder={t('objective.metric.choose')}
          value={o.metric || null}
          disabled={locked}
          {...(o.formula ? { description: t('objective.formula', { formula: o.formula[locale] }) } : {})}
          choices={[
            ...metrics.map((m) => ({ value: m.key, label: m.name[locale] })),
            { value: byHand, label: t('objective.metric.hand') },
          ]}
          onSave={(metric) => save({ metric: metric ?? '' })}
        />
        {o.metric === byHand && (
          <div className="row" style={{ alignItems: 'flex-start' }}>
            <div style={{ flex: 3 }}>
              <TextField
                label={t('objective.handName')}
                value={o.handName}
                disabled={locked}
                onSave={(handName, from) => save({ handName }, { handName: from })}
              />
            </div>
            <div style={{ flex: 1 }}>
              <TextField
                label={t('objective.handUnit')}
                value={o.handUnit}
                maxLength={20}
                disabled={locked}
                onSave={(handUnit, from) => save({ handUnit }, { handUnit: from })}
              />
            </div>
          </div>
        )}
        {needsGoal && (
          <SelectField
            label={t('objective.goal')}
            placeholder={t('objective.goal.all')}
            value={o.goalId}
            clearable
            disabled={locked}
            choices={goals.map((g) => ({ value: g.id, label: g.name }))}
            onSave={(goalId) => save({ goalId })}
          />
        )}
        <div className="row" style={{ alignItems: 'flex-start' }}>
          <div style={{ flex: 1 }}>{figure('baseline')}</div>
          <div style={{ flex: 1 }}>{figure('target')}</div>
        </div>
        <div className="row" style={{ alignItems: 'flex-start' }}>
          <div style={{ flex: 1 }}>
            <DateField
              label={t('start')}
              value={o.startsOn}
              disabled={locked}
              onSave={(startsOn) => save({ startsOn })}
            />
          </div>
          <div style={{ flex: 1 }}>
            <DateField
              label={t('due')}
              value={o.dueOn}
              disabled={locked}
              onSave={(dueOn) => save({ dueOn })}
            />
          </div>
        </div>
        <PersonField
          label={t('owner')}
          value={o.ownerId}
          people={members}
          disabled={locked}
          onSave={(ownerId) => save({ ownerId })}
        />
        <AreaField
          label={t('objective.achievable')}
          value={o.achievable}
          minRows={2}
          disabled={locked}
          onSave={(achievable, from) => save({ achievable }, { achievable: from })}
        />
        <AreaField
          label={t('objective.relevant')}
          value={o.relevant}
          minRows={2}
          disabled={locked}
          onSave={(relevant, from) => save({ relevant }, { relevant: from })}
        />
        {o.metric === byHand && <CheckIns objective={o} />}
      </div>
    </Sheet>
  )
}
