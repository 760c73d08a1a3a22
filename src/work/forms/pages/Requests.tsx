import { Button, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { MoreHorizontal, Plus } from 'lucide-react'
import { useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { Empty } from '#web/pieces/Empty.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { State } from '#web/pieces/State.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { offer, tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Form } from '../model.ts'
import { FillSheet } from '../pieces/FillSheet.tsx'
import { FormSheet } from '../pieces/FormSheet.tsx'
import { RequestCard } from '../pieces/RequestCard.tsx'
import styles from '../pieces/Requests.module.css'

const refresh = () => queries.invalidateQueries({ queryKey: rpc.work.forms.key() })

/** What was asked of a project, and the forms it is asked by. */
export default function Requests() {
  const t = useT(messages)
  const project = useProject()
  const told = useTold()
  const { demande } = useSearch({ strict: false }) as { demande?: string }
  const forms = useQuery(rpc.work.forms.list.queryOptions({ input: { projectId: project.id } }))
  const requests = useQuery(rpc.work.requests.list.queryOptions({ input: { projectId: project.id } }))
  const [editing, setEditing] = useState<Form | 'new' | null>(null)
  const [filling, setFilling] = useState<Form | null>(null)
  const may = project.can('conduct')
  const attempt = async (deed: () => Promise<unknown>, said?: string) => {
    try {
      await deed()
      await refresh()
      if (said) tell(said)
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  const copy = (made: Promise<{ url: string }>, said: string) =>
    attempt(async () => navigator.clipboard.writeText((await made).url), said)
  const add = may && (
    <Button leftSection={<Plus size={15} aria-hidden />} onClick={() => setEditing('new')}>
      {t('add')}
    </Button>
  )
  return (
    <TabPage width="normal" line={t('line')} action={(forms.data?.length ?? 0) > 0 && add}>
      <Loaded query={forms}>
        {(all) =>
          all.length === 0 ? (
            <Empty drawing="letter" sentence={t('empty')} example={t('example')} action={add || undefined} />
          ) : (
            <>
              <Section title={t('title')}>
                <Loaded query={requests}>
                  {(list) =>
                    list.length ? (
                      <ul className={styles.list}>
                        {list.map((r) => (
                          <RequestCard
                            key={r.id}
                            request={r}
                            may={project.can('contribute')}
                            at={project.at}
                            open={r.id === demande}
                          />
                        ))}
                      </ul>
                    ) : (
                      <p className="muted">{t('noRequests')}</p>
                    )
                  }
                </Loaded>
              </Section>
              <Section title={t('forms')}>
                <ul className={styles.list}>
                  {all.map((f) => (
                    <li key={f.id} className={styles.form}>
                      <span className={styles.name}>{f.name}</span>
                      <State tone={f.closed ? 'idle' : 'good'} quiet>
                        {f.closed ? t('closed') : t(f.public ? 'publicly' : 'inside')}
                      </State>
                      <span className="row">
                        {!f.closed && (
                          <Button size="xs" variant="default" onClick={() => setFilling(f)}>
                            {t('fill')}
                          </Button>
                        )}
                        {f.public && project.can('contribute') && (
                          <Button
                            size="xs"
                            variant="default"
                            onClick={() => void copy(api.work.forms.link({ id: f.id }), t('linkCopied'))}
                          >
                            {t('link')}
                          </Button>
                        )}
                        {may && (
                          <Menu position="bottom-end">
                            <Menu.Target>
                              <Button size="xs" variant="subtle" aria-label={`${t('edit')} : ${f.name}`}>
                                <MoreHorizontal size={15} aria-hidden />
                              </Button>
                            </Menu.Target>
                            <Menu.Dropdown>
                              <Menu.Item onClick={() => setEditing(f)}>{t('edit')}</Menu.Item>
                              <Menu.Item
                                onClick={() =>
                                  void attempt(() => api.work.forms.amend({ id: f.id, closed: !f.closed }))
                                }
                              >
                                {t(f.closed ? 'reopen' : 'close')}
                              </Menu.Item>
                              {f.public && (
                                <Menu.Item
                                  onClick={() =>
                                    void copy(api.work.forms.renewLink({ id: f.id }), t('renewed'))
                                  }
                                >
                                  {t('renew')}
                                </Menu.Item>
                              )}
                              <Menu.Item
                                onClick={() =>
                                  void attempt(async () => {
                                    await api.work.forms.discard({ id: f.id })
                                    offer(t('discarded'), () =>
                                      api.work.forms.restore({ id: f.id }).then(refresh),
                                    )
                                  })
                                }
                              >
                                {t('discard')}
                              </Menu.Item>
                            </Menu.Dropdown>
                          </Menu>
                        )}
                      </span>
                    </li>
                  ))}
                </ul>
              </Section>
            </>
          )
        }
      </Loaded>
      {editing && (
        <FormSheet
          form={editing === 'new' ? null : editing}
          projectId={project.id}
          onClose={() => setEditing(null)}
        />
      )}
      {filling && <FillSheet form={filling} onClose={() => setFilling(null)} />}
    </TabPage>
  )
}
