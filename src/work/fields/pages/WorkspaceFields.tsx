import { useT } from '#web/i18n.tsx'
import { Settings } from '#web/pages/settings/Settings.tsx'
import { useWorkspace } from '#web/session.tsx'
import { messages } from '../messages.ts'
import { FieldList } from '../pieces/FieldList.tsx'
import { useFields } from '../pieces/fields.ts'

export default function WorkspaceFields() {
  const t = useT(messages)
  const workspace = useWorkspace()
  const fields = useFields()
  return (
    <Settings page="champs" line={t('lineWorkspace')}>
      <FieldList projectId={null} fields={fields} may={workspace.can('administer')} />
    </Settings>
  )
}
