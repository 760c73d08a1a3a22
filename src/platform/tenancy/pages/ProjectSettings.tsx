import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { api, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { AreaField, DateField, MoneyField, PersonField, SelectField, TextField } from '#web/pieces/Field.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { useAt, useWorkspace } from '#web/session.tsx'
import { offer, tell } from '#web/undo.tsx'
import { versioned } from '#web/versioned.ts'
import { messages } from '../messages.ts'
import { type ProjectDraft, type Stage, stages, type Visibility, visibilities } from '../model.ts'
import { ProjectPeople } from '../pieces/ProjectPeople.tsx'
import styles from './Projects.module.css'

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export default function ProjectSettings() {
  const t = useT(messages)
  const project = useProject()
  const workspace = useWorkspace()
  const queries = useQueryClient()
  const mayEdit = project.can('conduct')
  const clients = useQuery(rpc.organisations.list.queryOptions({ input: { kind: 'client' } })).data ?? []
  const members = useQuery(rpc.members.list.queryOptions()).data ?? []
  const save = versioned<Partial<ProjectDraft>>(project, async (patch) => {
    const next = await api.projects.amend({ id: project.id, ...patch })
    for (const id of [project.slug, project.id])
      queries.setQueryData(rpc.projects.get.queryKey({ input: { id } }), next)
    await queries.invalidateQueries({ queryKey: rpc.projects.list.key() })
  })
  const common = { disabled: !mayEdit }
  return (
    <TabPage width="normal" line={!mayEdit && t('settings.readOnly')}>
      <Section title={t('settings.about')}>
        <div className={styles.pair}>
          <TextField
            {...common}
            label={t('field.name')}
            value={project.name}
            maxLength={200}
            onSave={(name, from) => save({ name }, { name: from })}
          />
          <SelectField
            {...common}
            label={t('field.client')}
            clearable
            searchable
            value={project.clientId}
            choices={clients.map(({ id, name }) => ({ value: id, label: name }))}
            onSave={(clientId) => save({ clientId })}
          />
          <SelectField
            {...common}
            label={t('field.stage')}
            value={project.stage}
            choices={stages.map((value) => ({ value, label: capital(t(`stage.${value}`)) }))}
            onSave={(stage) => save({ stage: stage as Stage })}
          />
          <PersonField
            {...common}
            label={t('field.lead')}
            value={project.leadId}
            people={members
              .filter(({ active, role }) => active && role !== 'guest')
              .map(({ id, name, title }) => ({ id, name, line: title }))}
            onSave={(leadId) => save({ leadId })}
          />
          <DateField
            {...common}
            label={t('field.startsOn')}
            value={project.startsOn}
            onSave={(startsOn) => save({ startsOn })}
          />
          <DateField
            {...common}
            label={t('field.endsOn')}
            value={project.endsOn}
            {...(project.startsOn ? { min: project.startsOn } : {})}
            onSave={(endsOn) => save({ endsOn })}
          />
          <MoneyField
            {...common}
            label={t('field.budget')}
            value={project.budgetCents}
            currency={workspace.currency}
            min={0}
            onSave={(budgetCents, from) => save({ budgetCents }, { budgetCents: from })}
          />
          <SelectField
            {...common}
            label={t('field.visibility')}
            value={project.visibility}
            choices={visibilities.map((value) => ({ value, label: t(`visibility.${value}`) }))}
            onSave={(visibility) => save({ visibility: visibility as Visibility })}
          />
        </div>
        <AreaField
          {...common}
          label={t('field.summary')}
          minRows={2}
          value={project.summary}
          onSave={(summary, from) => save({ summary }, { summary: from })}
        />
      </Section>
      <ProjectPeople />
      {mayEdit && <End onStage={(stage) => save({ stage })} />}
    </TabPage>
  )
}

function End({ onStage }: { onStage: (stage: Stage) => Promise<unknown> }) {
  const t = useT(messages)
  const at = useAt()
  const told = useTold()
  const project = useProject()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const isClosed = project.stage === 'closed'
  const bin = async () => {
    try {
      await api.projects.discard({ id: project.id })
      const again = () => queries.invalidateQueries({ queryKey: rpc.projects.list.key() })
      await navigate({ to: at('projets') })
      await again()
      offer(t('settings.binned', { name: project.name }), async () => {
        await api.history.undoLast({ noun: 'project', rowId: project.id })
        await again()
      })
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  return (
    <Section title={t('settings.end')}>
      <div className={`spread ${styles.wrap}`}>
        <p className="muted">{t('settings.closeLine')}</p>
        <Button variant="default" onClick={() => void onStage(isClosed ? 'running' : 'closed')}>
          {t(isClosed ? 'settings.reopen' : 'settings.close')}
        </Button>
      </div>
      <div className={`spread ${styles.wrap}`}>
        <p className="muted">{t('settings.binLine')}</p>
        <Button variant="default" leftSection={<Trash2 size={15} />} onClick={() => void bin()}>
          {t('settings.bin')}
        </Button>
      </div>
    </Section>
  )
}
