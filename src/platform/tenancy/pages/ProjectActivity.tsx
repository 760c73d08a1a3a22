import { Button, Select } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronDown, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { dayOf } from '#platform/formats.ts'
import { api, rpc } from '#web/api.ts'
import { useFormats, useLocale, useT } from '#web/i18n.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { ErrorNote, useTold } from '#web/pieces/ErrorNote.tsx'
import { Face } from '#web/pieces/Person.tsx'
import { Waiting } from '#web/pieces/Waiting.tsx'
import { When } from '#web/pieces/When.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { tell } from '#web/undo.tsx'
import { nounWords } from '../messages/activity.ts'
import { messages } from '../messages.ts'
import { type Change, ChangeTable, useChangedFields } from '../pieces/ChangeTable.tsx'
import styles from './Activity.module.css'

export default function ProjectActivity() {
  const t = useT(messages)
  const locale = useLocale()
  const project = useProject()
  const [noun, setNoun] = useState<string | null>(null)
  const query = useInfiniteQuery(
    rpc.history.list.infiniteOptions({
      input: (before: string | undefined) => ({
        projectId: project.id,
        limit: 60,
        ...(noun ? { noun } : {}),
        ...(before ? { before } : {}),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  const changes = query.data?.pages.flatMap(({ items }) => items) ?? []
  const nouns = Object.entries(nounWords).map(([value, said]) => ({
    value,
    label: upper(said[locale].replace(/^(le |la |l’|the )/, '')),
  }))
  return (
    <TabPage
      width="normal"
      line={t('activity.line')}
      action={
        <span className="row">
          <Button
            component={Link}
            to={project.at('corbeille')}
            variant="default"
            leftSection={<Trash2 size={15} aria-hidden />}
          >
            {t('activity.bin')}
          </Button>
          <Select
            aria-label={t('activity.filter')}
            placeholder={t('activity.all')}
            clearable
            searchable
            value={noun}
            onChange={setNoun}
            data={nouns}
            w={220}
          />
        </span>
      }
    >
      {query.isPending ? (
        <Waiting />
      ) : query.error ? (
        <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
      ) : changes.length === 0 ? (
        <Empty drawing="clock" sentence={t('activity.empty')} />
      ) : (
        <Days changes={changes} />
      )}
      {query.hasNextPage && (
        <div>
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('activity.more')}
          </Button>
        </div>
      )}
    </TabPage>
  )
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function Days({ changes }: { changes: readonly Change[] }) {
  const { timeZone, longDate } = useFormats()
  const days = Map.groupBy(changes, ({ at }) => dayOf(at, timeZone))
  return [...days].map(([day, those]) => (
    <section key={day} className={styles.day} aria-label={longDate(day)}>
      <h2>{upper(longDate(day))}</h2>
      <ol className={styles.list}>
        {those.map((change) => (
          <Entry key={change.id} change={change} />
        ))}
      </ol>
    </section>
  ))
}

function Entry({ change }: { change: Change }) {
  const t = useT(messages)
  const told = useTold()
  const locale = useLocale()
  const queries = useQueryClient()
  const fields = useChangedFields(change)
  const [open, setOpen] = useState(false)
  const what = nounWords[change.noun]?.[locale] ?? change.noun
  const by =
    change.actorKind === 'outsider'
      ? t('activity.link')
      : change.actorKind === 'key'
        ? t('activity.key')
        : change.actorKind === 'system'
          ? t('activity.system')
          : ''
  // A change of what is never shown: a link made anew, a place in a list.
  if (change.verb === 'changed' && fields.length === 0) return null
  const undo = async () => {
    try {
      await api.history.undo({ id: change.id })
      tell(t('activity.undone'))
      await queries.invalidateQueries()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  return (
    <li className={styles.entry} data-undone={change.undone || undefined}>
      <Face name={change.actor} size={24} />
      <div className={styles.words}>
        <p>
          <strong>{change.actor}</strong>
          {by && <span className="muted"> ({by})</span>}{' '}
          {t(`activity.${change.verb}`, { what, label: change.label })}
          {change.undone && <span className="muted"> ({t('activity.wasUndone')})</span>}
        </p>
        <p className="caption muted row">
          <When at={change.at} />
          {fields.length > 0 && (
            <button type="button" className={styles.more} aria-expanded={open} onClick={() => setOpen(!open)}>
              {change.verb === 'changed' ? fields.map(({ name }) => name).join(', ') : t('activity.show')}
              <ChevronDown size={13} aria-hidden />
            </button>
          )}
        </p>
        {open && <ChangeTable fields={fields} label={change.label} />}
      </div>
      {change.undoable && (
        <Button
          size="xs"
          variant="subtle"
          className={styles.undo!}
          leftSection={<Undo2 size={14} />}
          onClick={() => void undo()}
          aria-label={`${t('activity.undo')} : ${change.label}`}
        >
          {t('activity.undo')}
        </Button>
      )}
    </li>
  )
}
