import { useT } from '#web/i18n.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { messages } from '../messages.ts'
import { FieldList } from '../pieces/FieldList.tsx'
import { useFields } from '../pieces/fields.ts'

export default function ProjectFields() {
  const t = useT(messages)
  const project = useProject()
  const fields = useFields(project.id)
  const shared = fields.filter((f) => f.projectId === null && !f.archived)
  return (
    <TabPage width="normal" line={t('lineProject')}>
      <Section title={t('ofProject')}>
        <FieldList projectId={project.id} fields={fields} may={project.can('conduct')} />
      </Section>
      {shared.length > 0 && (
        <Section title={t('ofWorkspace')}>
          <p className="muted">{shared.map((f) => f.name).join(', ')}</p>
        </Section>
      )}
    </TabPage>
  )
}
