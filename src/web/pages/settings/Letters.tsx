import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type api, rpc } from '../../api.ts'
import { useT } from '../../i18n.tsx'
import { DataTable } from '../../pieces/DataTable.tsx'
import { Empty } from '../../pieces/Empty.tsx'
import { Sheet } from '../../pieces/Sheet.tsx'
import { State, type Tone } from '../../pieces/State.tsx'
import { Loaded } from '../../pieces/Waiting.tsx'
import { When } from '../../pieces/When.tsx'
import styles from './Letters.module.css'
import { messages } from './messages.ts'
import { Settings } from './Settings.tsx'

type Letter = Awaited<ReturnType<typeof api.letters.list>>[number]
const tones: Record<Letter['state'], Tone> = { queued: 'idle', sent: 'done', kept: 'info', failed: 'bad' }
const states = {
  queued: 'mail.queued',
  sent: 'mail.sent',
  kept: 'mail.keptState',
  failed: 'mail.failed',
} as const

export default function Letters() {
  const t = useT(messages)
  const [open, setOpen] = useState<Letter | null>(null)
  const setup = useQuery(rpc.setup.status.queryOptions())
  const query = useQuery(rpc.letters.list.queryOptions({ input: { limit: 200 } }))
  return (
    <Settings page="courrier" line={t(setup.data?.mail === false ? 'mail.kept' : 'mail.line')}>
      <Loaded query={query}>
        {(letters) => (
          <DataTable
            label={t('mail.line')}
            rows={letters}
            rowKey={({ id }) => id}
            onOpen={setOpen}
            selected={open?.id}
            empty={<Empty drawing="letter" sentence={t('mail.empty')} />}
            columns={[
              { key: 'subject', header: t('mail.subject'), cell: ({ subject }) => subject },
              { key: 'to', header: t('mail.to'), sort: ({ to }) => to, cell: ({ to }) => to },
              {
                key: 'state',
                header: t('mail.state'),
                sort: ({ state }) => state,
                cell: ({ state, error }) => (
                  <span title={error ?? undefined}>
                    <State tone={tones[state]} quiet>
                      {t(states[state])}
                    </State>
                  </span>
                ),
              },
              {
                key: 'at',
                header: t('mail.at'),
                sort: ({ createdAt }) => createdAt.getTime(),
                cell: ({ createdAt }) => <When at={createdAt} />,
              },
            ]}
          />
        )}
      </Loaded>
      {open && <Read letter={open} onClose={() => setOpen(null)} />}
    </Settings>
  )
}

function Read({ letter, onClose }: { letter: Letter; onClose: () => void }) {
  const t = useT(messages)
  const [as, setAs] = useState<'html' | 'text'>('html')
  const query = useQuery(rpc.letters.get.queryOptions({ input: { id: letter.id } }))
  return (
    <Sheet opened onClose={onClose} title={letter.subject} size={720}>
      <div className="stack">
        <div className="spread">
          <span className="muted">
            {t('mail.to')} {letter.to}, <When at={letter.createdAt} />
          </span>
          <SegmentedControl
            size="xs"
            value={as}
            onChange={(value) => setAs(value as typeof as)}
            data={[
              { value: 'html', label: t('mail.rendered') },
              { value: 'text', label: t('mail.text') },
            ]}
          />
        </div>
        {letter.error && <p className="muted">{letter.error}</p>}
        <Loaded query={query}>
          {({ html, text, subject }) =>
            as === 'text' ? (
              <pre className={styles.text}>{text}</pre>
            ) : (
              // The sandbox runs no script; links open beside the app.
              <iframe
                className={styles.letter}
                title={subject}
                sandbox="allow-popups allow-popups-to-escape-sandbox"
                srcDoc={`<base target="_blank">${html}`}
              />
            )
          }
        </Loaded>
      </div>
    </Sheet>
  )
}
