import { ActionIcon, Menu } from '@mantine/core'
import {
  BookmarkPlus,
  ChevronsDownUp,
  ChevronsUpDown,
  Columns3,
  Copy,
  Link2,
  MoreHorizontal,
  Pencil,
  Star,
  StarOff,
  Trash2,
  UsersRound,
} from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { offer, tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import { NameSheet } from './SavedViews.tsx'
import type { Cards } from './useCards.tsx'
import type { View } from './useView.ts'

const ColumnsSheet = lazy(() => import('./ColumnsSheet.tsx'))
const LinksSheet = lazy(() => import('./LinksSheet.tsx'))
const RenameSheet = lazy(() => import('./RenameSheet.tsx'))

type Sheets = 'name' | 'toShare' | 'rename' | 'columns' | 'links'

/** What one may do with the view itself. */
export function ViewMenu({
  cards,
  view,
  groups,
}: {
  cards: Cards
  view: View
  groups: readonly { key: string }[]
}) {
  const t = useT(messages)
  const told = useTold()
  const [sheet, setSheet] = useState<Sheets | null>(null)
  const { saved } = view
  const mayChange = saved !== null && (saved.personal || cards.may('contribute'))
  const shares = view.kind !== 'mine' && cards.may('conduct')
  const allFolded = groups.every((g) => view.folded.has(g.key))
  const doing = (work: () => Promise<unknown>) => () =>
    void work().catch((error: unknown) => tell(told(error).sentence, 'bad'))
  const amend = (patch: { isDefault?: boolean; personal?: boolean }) =>
    doing(() => api.work.views.amend({ id: saved?.id ?? '', ...patch }))
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t('views.menu')} title={t('views.menu')}>
            <MoreHorizontal size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {(view.kind === 'table' || view.kind === 'mine') && (
            <Menu.Item leftSection={<Columns3 size={15} aria-hidden />} onClick={() => setSheet('columns')}>
              {t('columns.choose')}
            </Menu.Item>
          )}
          {view.spec.group !== null && view.kind === 'table' && groups.length > 0 && (
            <Menu.Item
              leftSection={
                allFolded ? (
                  <ChevronsUpDown size={15} aria-hidden />
                ) : (
                  <ChevronsDownUp size={15} aria-hidden />
                )
              }
              onClick={() => view.setOption('folded', allFolded ? [] : groups.map((g) => g.key))}
            >
              {t(allFolded ? 'views.unfoldAll' : 'views.foldAll')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<BookmarkPlus size={15} aria-hidden />} onClick={() => setSheet('name')}>
            {t('views.saveAs')}
          </Menu.Item>
          {!saved && shares && (
            <Menu.Item leftSection={<Link2 size={15} aria-hidden />} onClick={() => setSheet('toShare')}>
              {t('links.share')}
            </Menu.Item>
          )}
          {saved && (
            <>
              <Menu.Divider />
              <Menu.Label>{saved.name}</Menu.Label>
              {mayChange && (
                <Menu.Item leftSection={<Pencil size={15} aria-hidden />} onClick={() => setSheet('rename')}>
                  {t('views.rename')}
                </Menu.Item>
              )}
              {mayChange && (
                <Menu.Item
                  leftSection={
                    saved.isDefault ? <StarOff size={15} aria-hidden /> : <Star size={15} aria-hidden />
                  }
                  onClick={amend({ isDefault: !saved.isDefault })}
                >
                  {t(saved.isDefault ? 'views.undefault' : 'views.default')}
                </Menu.Item>
              )}
              {mayChange && cards.may('contribute') && (
                <Menu.Item
                  leftSection={<UsersRound size={15} aria-hidden />}
                  onClick={amend({ personal: !saved.personal })}
                >
                  {t(saved.personal ? 'views.share' : 'views.unshare')}
                </Menu.Item>
              )}
              <Menu.Item
                leftSection={<Copy size={15} aria-hidden />}
                onClick={doing(async () => {
                  const made = await api.work.views.copy({
                    id: saved.id,
                    name: t('views.copyOf', { name: saved.name }).slice(0, 80),
                  })
                  view.choose(made.id)
                })}
              >
                {t('views.copy')}
              </Menu.Item>
              {shares && (
                <Menu.Item leftSection={<Link2 size={15} aria-hidden />} onClick={() => setSheet('links')}>
                  {t('links.title')}
                </Menu.Item>
              )}
              {mayChange && (
                <Menu.Item
                  leftSection={<Trash2 size={15} aria-hidden />}
                  onClick={doing(async () => {
                    await api.work.views.discard({ id: saved.id })
                    view.choose(null)
                    offer(t('views.discarded', { name: saved.name }), () =>
                      api.work.views.restore({ id: saved.id }),
                    )
                  })}
                >
                  {t('views.discard')}
                </Menu.Item>
              )}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {sheet === 'name' && (
        <NameSheet view={view} mayShare={cards.may('contribute')} onClose={() => setSheet(null)} />
      )}
      {sheet === 'toShare' && (
        <NameSheet
          view={view}
          mayShare={cards.may('contribute')}
          onClose={() => setSheet(null)}
          onSaved={() => setSheet('links')}
        />
      )}
      <Suspense fallback={null}>
        {sheet === 'columns' && <ColumnsSheet cards={cards} view={view} onClose={() => setSheet(null)} />}
        {sheet === 'rename' && saved && <RenameSheet saved={saved} onClose={() => setSheet(null)} />}
        {sheet === 'links' && saved && (
          <LinksSheet saved={saved} cards={cards} onClose={() => setSheet(null)} />
        )}
      </Suspense>
    </>
  )
}
