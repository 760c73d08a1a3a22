import { useT } from '#web/i18n.tsx'
import { Page } from '#web/pieces/Page.tsx'
import { binMessages } from '../bin/messages.ts'
import { BinList } from '../bin/pieces/BinList.tsx'

export default function BinOfAll() {
  const t = useT(binMessages)
  return (
    <Page title={t('title')} line={t('line')}>
      <BinList />
    </Page>
  )
}
