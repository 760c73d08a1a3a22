import { useEffect } from 'react'
import { useT } from '#web/i18n.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { binMessages } from '../bin/messages.ts'
import { BinList } from '../bin/pieces/BinList.tsx'

export default function Bin() {
  const t = useT(binMessages)
  const project = useProject()
  useEffect(() => {
    document.title = `${t('title')} · ${project.name} · Pupitre`
  }, [t, project.name])
  return (
    <TabPage width="normal" line={t('line')}>
      <h2>{t('title')}</h2>
      <BinList projectId={project.id} />
    </TabPage>
  )
}
