import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { versioned } from '#web/versioned.ts'
import { messages } from '../messages.ts'
import { type Brief as BriefData, type BriefText, briefParts } from '../model.ts'
import { BriefPart } from '../pieces/BriefPart.tsx'
import { BriefVersions } from '../pieces/BriefVersions.tsx'

export default function Brief() {
  const project = useProject()
  const query = useQuery(rpc.strategy.brief.get.queryOptions({ input: { projectId: project.id } }))
  return <Loaded query={query}>{(brief) => <Written brief={brief} />}</Loaded>
}

function Written({ brief }: { brief: BriefData }) {
  const t = useT(messages)
  const project = useProject()
  const [versions, setVersions] = useState(false)
  const key = rpc.strategy.brief.get.queryKey({ input: { projectId: project.id } })
  const write = async (patch: Partial<BriefText>, from: Partial<BriefText> = {}) => {
    // Read late: another part may have been saved a moment ago.
    const row = queries.getQueryData<BriefData>(key) ?? brief
    const save = versioned<Partial<BriefText>>(row, async (change) => {
      const kept = await api.strategy.brief.write({ projectId: project.id, ...change })
      queries.setQueryData(key, kept)
    })
    await save(patch, from)
  }
  const filled = briefParts.filter((part) => brief[part].trim()).length
  return (
    <TabPage
      width="narrow"
      line={filled === briefParts.length ? t('brief.line') : t('brief.filled', { count: filled })}
      action={
        <Button variant="default" leftSection={<History size={15} />} onClick={() => setVersions(true)}>
          {t('brief.versions')}
        </Button>
      }
    >
      {briefParts.map((part) => (
        <BriefPart
          key={part}
          part={part}
          value={brief[part]}
          readOnly={!project.can('contribute')}
          onSave={(text, from) => write({ [part]: text }, { [part]: from })}
        />
      ))}
      {versions && <BriefVersions onClose={() => setVersions(false)} onBack={write} />}
    </TabPage>
  )
}
