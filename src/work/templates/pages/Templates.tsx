import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { Settings } from '#web/pages/settings/Settings.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { Sheet } from '#web/pieces/Sheet.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { useWorkspace } from '#web/session.tsx'
import { messages } from '../messages.ts'
import type { Template } from '../model.ts'
import FromTemplate from '../pieces/FromTemplate.tsx'
import { SaveAsTemplate } from '../pieces/SaveAsTemplate.tsx'
import { TemplateCard } from '../pieces/TemplateCard.tsx'

export default function Templates() {
  const t = useT(messages)
  const workspace = useWorkspace()
  const may = workspace.can('conduct')
  const query = useQuery(rpc.work.templates.list.queryOptions())
  const [using, setUsing] = useState<Template | null>(null)
  const [saving, setSaving] = useState(false)
  const list = (templates: Template[]) => (
    <ul style={{ listStyle: 'none', padding: 0, margin: 0 }}>
      {templates.map((m) => (
        <TemplateCard key={m.id} template={m} may={may} onUse={() => setUsing(m)} />
      ))}
    </ul>
  )
  return (
    <Settings
      page="modeles"
      line={t('line')}
      action={may && <Button onClick={() => setSaving(true)}>{t('save')}</Button>}
    >
      <Loaded query={query}>
        {(all) => {
          const own = all.filter((m) => !m.ready && m.kind === 'project')
          const tasks = all.filter((m) => !m.ready && m.kind === 'task')
          return (
            <>
              {own.length > 0 && <Section title={t('own')}>{list(own)}</Section>}
              {tasks.length > 0 && <Section title={t('ownTasks')}>{list(tasks)}</Section>}
              <Section title={t('ready')}>
                {own.length === 0 && <p className="muted">{t('empty')}</p>}
                {list(all.filter((m) => m.ready))}
              </Section>
            </>
          )
        }}
      </Loaded>
      {using && (
        <Sheet opened onClose={() => setUsing(null)} title={t('new.title')} size={460}>
          <FromTemplate templateId={using.id} onDone={() => setUsing(null)} />
        </Sheet>
      )}
      {saving && <SaveAsTemplate onClose={() => setSaving(false)} />}
    </Settings>
  )
}
