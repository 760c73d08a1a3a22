import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { SlidersHorizontal } from 'lucide-react'
import { messages as noticeMessages } from '#platform/notices/messages.ts'
import { useT } from '../i18n.tsx'
import { Page } from '../pieces/Page.tsx'
import { Loaded } from '../pieces/Waiting.tsx'
import { useAt } from '../session.tsx'
import { NotificationList, useReading } from '../shell/NotificationList.tsx'
import { notificationsQuery } from '../shell/TopBar.tsx'
import { messages } from './messages.ts'

export default function Notifications() {
  const t = useT(messages)
  const words = useT(noticeMessages)
  const at = useAt()
  const read = useReading()
  const query = useQuery(notificationsQuery())
  const unread = query.data?.unread ?? 0
  return (
    <Page
      title={t('notifications.title')}
      width="narrow"
      line={query.data && t('notifications.line', { count: unread })}
      aside={
        <Button
          component={Link}
          to={at('notifications/reglages')}
          variant="default"
          leftSection={<SlidersHorizontal size={15} aria-hidden />}
        >
          {words('settings')}
        </Button>
      }
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
