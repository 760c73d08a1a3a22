import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { TextField } from '#web/pieces/Field.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { messages } from '../messages.ts'
import type { SavedView } from '../model.ts'

export default function RenameSheet({ saved, onClose }: { saved: SavedView; onClose: () => void }) {
  const t = useT(messages)
  return (
    <Sheet opened onClose={onClose} title={t('views.rename')}>
      <TextField
        label={t('views.name')}
        value={saved.name}
        maxLength={80}
        onSave={(name) => api.work.views.amend({ id: saved.id, version: saved.version, name })}
      />
    </Sheet>
  )
}
