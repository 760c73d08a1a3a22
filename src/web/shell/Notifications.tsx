import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import { Sheet } from '../pieces/Sheet.tsx'
import { Loaded } from '../pieces/Waiting.tsx'
import { useAt } from '../session.tsx'
import { NotificationList, useReading } from './NotificationList.tsx'
import { notificationsOpen } from './panels.ts'
import { notificationsQuery } from './TopBar.tsx'

export default function Notifications() {
  const t = useT(messages)
  const at = useAt()
  const read = useReading()
  const query = useQuery(notificationsQuery())
  const close = () => notificationsOpen.set(false)
  return (
    <Sheet
      opened
      onClose={close}
      title={t('nav.notifications')}
      size={420}
      footer={
        <>
          <Button variant="subtle" component={Link} to={at('notifications')} onClick={close}>
            {t('notifications.all')}
          </Button>
          {(query.data?.unread ?? 0) > 0 && (
            <Button variant="default" onClick={() => read()}>
              {t('notifications.readAll')}
            </Button>
          )}
        </>
      }
    >
      <Loaded query={query}>{({ items }) => <NotificationList items={items} onGo={close} />}</Loaded>
    </Sheet>
  )
}
