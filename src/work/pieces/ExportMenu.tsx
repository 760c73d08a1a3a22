import { Button, Menu } from '@mantine/core'
import { CalendarPlus, Download, FileSpreadsheet, FileText, Printer } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { useWorkspace } from '#web/session.tsx'
import { exportMessages } from '../export/messages.ts'
import type { Format } from '../export/model.ts'
import type { Filter, Sort } from '../views/model.ts'

const CalendarFeeds = lazy(() => import('./CalendarFeeds.tsx'))

type Props = {
  /** null: the portfolio, all projects one may see. */
  projectId: string | null
  filter?: Filter
  sort?: readonly Sort[]
  /** The columns the view shows; left out: it has none of its own. */
  columns?: readonly string[] | undefined
  /** The saved view that is shown, if one is. */
  view?: { id: string; name: string } | null
}

/** « Exporter » in the bar of a view: what it shows, as a file, or as a calendar to subscribe to. */
export function ExportMenu({ projectId, filter, sort, columns, view = null }: Props) {
  const t = useT(exportMessages)
  const workspace = useWorkspace()
  const [feeds, setFeeds] = useState(false)
  const address = (format: Format, whole = false) => {
    const query = new URLSearchParams({ workspace: workspace.id, format })
    if (projectId) query.set('project', projectId)
    if (filter?.all.length) query.set('filter', JSON.stringify(filter))
    if (sort?.length) query.set('sort', JSON.stringify(sort))
    if (columns && !whole) query.set('columns', JSON.stringify(columns))
    return `/exports/tasks?${query}`
  }
  const file = (format: Format, icon: ReactNode) => (
    <Menu.Item component="a" href={address(format)} download leftSection={icon}>
      {t(format)}
    </Menu.Item>
  )
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="subtle" size="xs" leftSection={<Download size={15} aria-hidden />}>
            {t('menu')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('shown')}</Menu.Label>
          {file('csv', <FileText size={15} aria-hidden />)}
          {file('xlsx', <FileSpreadsheet size={15} aria-hidden />)}
          <Menu.Item
            component="a"
            href={address('html')}
            target="_blank"
            rel="noreferrer"
            leftSection={<Printer size={15} aria-hidden />}
          >
            {t('html')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('all')}</Menu.Label>
          {columns && (
            <>
              <Menu.Item
                component="a"
                href={address('csv', true)}
                download
                leftSection={<FileText size={15} aria-hidden />}
              >
                {t('csvAll')}
              </Menu.Item>
              <Menu.Item
                component="a"
                href={address('xlsx', true)}
                download
                leftSection={<FileSpreadsheet size={15} aria-hidden />}
              >
                {t('xlsxAll')}
              </Menu.Item>
            </>
          )}
          {file('json', <FileText size={15} aria-hidden />)}
          {projectId && file('mspdi', <FileText size={15} aria-hidden />)}
          <Menu.Divider />
          <Menu.Item leftSection={<CalendarPlus size={15} aria-hidden />} onClick={() => setFeeds(true)}>
            {t('calendar')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {feeds && (
        <Suspense>
          <CalendarFeeds projectId={projectId} view={view} onClose={() => setFeeds(false)} />
        </Suspense>
      )}
    </>
  )
}
