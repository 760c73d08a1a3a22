import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { When } from '#web/pieces/When.tsx'
import { useAt } from '#web/session.tsx'
import { messages } from '../messages.ts'

/** The approvals that wait for one's word, on « Aujourd’hui »; nothing when there are none. */
export default function AskedOfMe() {
  const t = useT(messages)
  const at = useAt()
  const asked = useQuery(rpc.approvals.mine.queryOptions()).data ?? []
  if (!asked.length) return null
  return (
    <Section title={t('mine.title')}>
      <ul className="stack" style={{ listStyle: 'none', padding: 0 }}>
        {asked.map((a) => (
          <li key={a.id} className="spread">
            <Link to={at(`projets/${a.projectSlug}/validation/${a.id}`)}>{a.title}</Link>
            {a.dueOn && (
              <span className="caption muted">
                <When at={a.dueOn} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
