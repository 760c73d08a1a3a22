import { Link } from '@tanstack/react-router'
import { ArrowRight } from 'lucide-react'
import { useT } from '#web/i18n.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { useProject } from '#web/project.tsx'
import { useWorkspace } from '#web/session.tsx'
import type { Report } from '../import/model.ts'
import { importMessages } from '../messages/importing.ts'
import styles from './ImportNext.module.css'

/** An import ends on what to do with it: where it went, who is missing, what did not follow. */
export function ImportNext({ report }: { report: Report }) {
  const t = useT(importMessages)
  const project = useProject()
  const workspace = useWorkspace()
  const page = report.source === 'msproject' ? 'gantt' : 'tableau'
  const without = report.members.filter((m) => !m.memberId)
  const names = without
    .slice(0, 3)
    .map((m) => m.name)
    .join(', ')
  return (
    <Section title={t('next')}>
      <ul className={styles.next}>
        {report.parts.map((p) => (
          <li key={p.projectId}>
            <Link
              to={
                p.projectId === project.id
                  ? project.at(page)
                  : `/${workspace.slug}/projets/${p.projectSlug}/${page}`
              }
            >
              <strong>{t('next.open', { project: p.projectName })}</strong>
              <span className="muted caption">
                {p.isNew && `${t('next.new')}, `}
                {t('next.openLine', { count: p.tasks })}
              </span>
              <ArrowRight size={15} aria-hidden />
            </Link>
          </li>
        ))}
        {report.source === 'trello' || report.source === 'msproject' ? null : report.created.links > 0 ? (
          <li>
            <Link to={project.at('gantt')}>
              <strong>{t('next.plan')}</strong>
              <span className="muted caption">{t('next.planLine')}</span>
              <ArrowRight size={15} aria-hidden />
            </Link>
          </li>
        ) : null}
        {without.length > 0 && workspace.can('administer') && (
          <li>
            <Link to={`/${workspace.slug}/reglages/membres`}>
              <strong>{t('next.invite')}</strong>
              <span className="muted caption">
                {t('next.inviteLine', {
                  count: without.length,
                  names: without.length > 3 ? `${names}…` : names,
                })}
              </span>
              <ArrowRight size={15} aria-hidden />
            </Link>
          </li>
        )}
        {report.lost.length > 0 && (
          <li>
            <a href="#import-lost">
              <strong>{t('next.check')}</strong>
              <span className="muted caption">{t('next.checkLine', { count: report.lost.length })}</span>
              <ArrowRight size={15} aria-hidden />
            </a>
          </li>
        )}
      </ul>
    </Section>
  )
}
