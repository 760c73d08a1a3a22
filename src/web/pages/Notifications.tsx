import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useT } from '../i18n.tsx'
import { Page } from '../pieces/Page.tsx'
import { Loaded } from '../pieces/Waiting.tsx'
import { NotificationList, useReading } from '../shell/NotificationList.tsx'
import { notificationsQuery } from '../shell/TopBar.tsx'
import { messages } from './messages.ts'

export default function Notifications() {
  const t = useT(messages)
  const read = useReading()
  const query = useQuery(notificationsQuery())
  const unread = query.data?.unread ?? 0
  return (
    <Page
      title={t('notifications.title')}
      width="narrow"
      line={query.data && t('notifications.line', { count: unread })}
      action={
        unread > 0 && (
          <Button variant="default" onClick={() => read()}>
            {t('notifications.readAll')}
          </Button>
        )
      }
    >
      <Loaded query={query}>{({ items }) => <NotificationList items={items} />}</Loaded>
    </Page>
  )
}
