import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Search as SearchIcon } from 'lucide-react'
import { useDeferredValue, useEffect, useState } from 'react'
import { announce } from '../announce.tsx'
import { rpc } from '../api.ts'
import { useLocale, useT } from '../i18n.tsx'
import { Empty } from '../pieces/Empty.tsx'
import { Page } from '../pieces/Page.tsx'
import { Loaded } from '../pieces/Waiting.tsx'
import { useAt, useWorkspace } from '../session.tsx'
import { placeOf } from '../shell/found.ts'
import { messages } from './messages.ts'
import styles from './Search.module.css'

export default function Search() {
  const t = useT(messages)
  const { name } = useWorkspace()
  const navigate = useNavigate()
  const { q = '' } = useSearch({ strict: false }) as { q?: string }
  const [typed, setTyped] = useState(String(q))
  const query = useDeferredValue(typed.trim())
  const found = useQuery(
    rpc.search.find.queryOptions({
      input: { q: query, limit: 50 },
      enabled: query.length > 1,
      placeholderData: (before) => before,
    }),
  )
  // The address keeps what was sought, so that « back » comes back to it.
  useEffect(() => {
    const timer = setTimeout(
      () => void navigate({ to: '.', search: query ? { q: query } : {}, replace: true }),
      400,
    )
    return () => clearTimeout(timer)
  }, [query, navigate])
  const count = found.data?.length
  useEffect(() => {
    if (count !== undefined) announce(t('search.count', { count }))
  }, [count, t])
  return (
    <Page title={t('search.title')} line={t('search.line', { name })} width="narrow">
      <TextInput
        type="search"
        size="md"
        label={t('search.label')}
        leftSection={<SearchIcon size={18} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoFocus
      />
      {query.length < 2 ? (
        <Empty drawing="search" sentence={t('search.hint')} />
      ) : (
        <Loaded query={found}>
          {(results) =>
            results.length === 0 ? (
              <Empty drawing="search" sentence={t('search.none', { query })} />
            ) : (
              <ul className={styles.results}>
                {results.map((result) => (
                  <Result key={`${result.noun} ${result.id}`} result={result} />
                ))}
              </ul>
            )
          }
        </Loaded>
      )}
    </Page>
  )
}

type Found = {
  noun: string
  id: string
  projectSlug: string | null
  projectName: string | null
  title: string
  excerpt: string
}

function Result({ result }: { result: Found }) {
  const locale = useLocale()
  const at = useAt()
  const { icon: Icon, name, path } = placeOf(result.noun)
  const [to = '', search = ''] = at(path(result)).split('?')
  return (
    <li>
      <Link to={to} search={Object.fromEntries(new URLSearchParams(search))} className={styles.result}>
        <Icon size={17} strokeWidth={1.8} aria-hidden />
        <span>
          <span className={styles.title}>{result.title}</span>
          {result.excerpt && result.excerpt !== result.title && (
            <span className={styles.excerpt}>{result.excerpt}</span>
          )}
          <span className="caption muted">
            {[name[locale], result.noun === 'project' ? null : result.projectName]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
      </Link>
    </li>
  )
}
