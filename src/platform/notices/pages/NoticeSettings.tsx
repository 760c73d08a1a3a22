import { ActionIcon, Button, Checkbox, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, BellRing, Plus, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { DateField } from '#web/pieces/Field.tsx'
import { Page, Section } from '#web/pieces/Page.tsx'
import { TimeInput } from '#web/pieces/TimeInput.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { useAt, useWorkspace } from '#web/session.tsx'
import { useCrumbs } from '#web/shell/crumbs.ts'
import { useProjects } from '#web/shell/projects.ts'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import { channels, families, houseWays, type NoticeSettings as Settings } from '../model.ts'
import { ability, forget, hereEndpoint, register } from '../pieces/device.ts'
import styles from './NoticeSettings.module.css'

const settingsQuery = () => rpc.notices.settings.queryOptions()
const clock = (m: number) =>
  `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`

export default function NoticeSettings() {
  const t = useT(messages)
  const at = useAt()
  const workspace = useWorkspace()
  const told = useTold()
  const query = useQuery(settingsQuery())
  useCrumbs([{ label: t('back'), to: at('notifications') }, { label: t('title') }])
  const asked = useRef(0)
  const save = async (patch: Partial<Settings>) => {
    const mine = ++asked.current
    queries.setQueryData(settingsQuery().queryKey, (now) => now && { ...now, ...patch })
    try {
      const kept = await api.notices.save(patch)
      // An answer that a newer choice has overtaken would take that choice back on the screen.
      if (mine === asked.current) queries.setQueryData(settingsQuery().queryKey, kept)
      tell(t('saved'))
    } catch (error) {
      await queries.invalidateQueries({ queryKey: settingsQuery().queryKey })
      tell(told(error).sentence, 'bad')
    }
  }
  return (
    <Page
      title={t('title')}
      line={t('line', { workspace: workspace.name })}
      width="narrow"
      aside={
        <Button
          component={Link}
          to={at('notifications')}
          variant="default"
          leftSection={<ArrowLeft size={15} aria-hidden />}
        >
          {t('back')}
        </Button>
      }
    >
      <Loaded query={query}>
        {(settings) => (
          <>
            <Kinds settings={settings} save={save} />
            <Digest settings={settings} save={save} />
            <Quiet settings={settings} save={save} />
            <Projects settings={settings} save={save} />
            <Devices />
          </>
        )}
      </Loaded>
    </Page>
  )
}

type Part = { settings: Settings; save: (patch: Partial<Settings>) => Promise<void> }

function Kinds({ settings, save }: Part) {
  const t = useT(messages)
  return (
    <Section
      title={t('kinds')}
      line={t('kindsLine')}
      action={
        Object.keys(settings.channels).length > 0 && (
          <Button size="xs" variant="subtle" onClick={() => void save({ channels: {} })}>
            {t('house')}
          </Button>
        )
      }
    >
      <table className={styles.kinds}>
        <thead>
          <tr>
            <th scope="col">{t('kind')}</th>
            {channels.map((c) => (
              <th key={c} scope="col">
                {t(`channel.${c}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {families.map((family) => {
            const ways = settings.channels[family] ?? houseWays[family]
            return (
              <tr key={family}>
                <th scope="row">{t(`family.${family}`)}</th>
                {channels.map((c) => (
                  <td key={c} data-label={t(`channel.${c}`)}>
                    <Checkbox
                      aria-label={t('wayOf', { kind: t(`family.${family}`), channel: t(`channel.${c}`) })}
                      checked={ways[c]}
                      onChange={(event) =>
                        void save({
                          channels: {
                            ...settings.channels,
                            [family]: { ...ways, [c]: event.currentTarget.checked },
                          },
                        })
                      }
                    />
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </Section>
  )
}

/** A time of day that is saved when left. */
function Hour({
  label,
  minute,
  onSave,
}: {
  label: string
  minute: number
  onSave: (minute: number) => void
}) {
  return (
    <TimeInput
      aria-label={label}
      className={styles.hour ?? ''}
      required
      value={minute}
      onChange={(next) => next !== null && onSave(next)}
    />
  )
}

function Digest({ settings, save }: Part) {
  const t = useT(messages)
  const { digestMinutes: hours } = settings
  return (
    <Section title={t('digest')} line={t('digestLine')}>
      <div className="row">
        {hours.map((minute, i) => (
          <span key={minute} className={styles.pair}>
            <Hour
              label={t('digest.at', { n: i + 1 })}
              minute={minute}
              onSave={(next) => void save({ digestMinutes: hours.map((h) => (h === minute ? next : h)) })}
            />
            <ActionIcon
              variant="subtle"
              aria-label={t('digest.remove', { hour: clock(minute) })}
              onClick={() => void save({ digestMinutes: hours.filter((h) => h !== minute) })}
            >
              <X size={14} aria-hidden />
            </ActionIcon>
          </span>
        ))}
        {hours.length < 6 && (
          <Button
            size="xs"
            variant="subtle"
            leftSection={<Plus size={14} aria-hidden />}
            onClick={() =>
              void save({
                digestMinutes: [
                  ...hours,
                  [510, 1020, 720, 900, 660, 600].find((h) => !hours.includes(h)) ?? 840,
                ],
              })
            }
          >
            {t('digest.add')}
          </Button>
        )}
      </div>
      {hours.length === 0 && <p className="muted">{t('digest.none')}</p>}
    </Section>
  )
}

function Quiet({ settings, save }: Part) {
  const t = useT(messages)
  const { quietFrom: from, quietTo: to, quietDays: days } = settings
  const on = from !== null && to !== null
  return (
    <Section title={t('quiet')} line={t('quietLine')}>
      <div className="stack">
        <div className="row">
          <Switch
            label={t('quiet.on')}
            checked={on}
            onChange={(event) =>
              void save(
                event.currentTarget.checked
                  ? { quietFrom: 1140, quietTo: 480 }
                  : { quietFrom: null, quietTo: null },
              )
            }
          />
          {on && (
            <span className={styles.pair}>
              <span aria-hidden>{t('quiet.from')}</span>
              <Hour
                label={`${t('quiet.on')} : ${t('quiet.from')}`}
                minute={from}
                onSave={(quietFrom) => void save({ quietFrom })}
              />
              <span aria-hidden>{t('quiet.to')}</span>
              <Hour
                label={`${t('quiet.on')} : ${t('quiet.to')}`}
                minute={to}
                onSave={(quietTo) => void save({ quietTo })}
              />
            </span>
          )}
        </div>
        <fieldset className={styles.days}>
          <legend>{t('quiet.days')}</legend>
          {([0, 1, 2, 3, 4, 5, 6] as const).map((d) => (
            <Checkbox
              key={d}
              label={t(`day.${d}`)}
              checked={days.includes(d)}
              onChange={(event) =>
                void save({
                  quietDays: event.currentTarget.checked ? [...days, d] : days.filter((x) => x !== d),
                })
              }
            />
          ))}
        </fieldset>
        <div className={styles.away}>
          <DateField
            label={t('away.until')}
            value={settings.awayUntil}
            onSave={(awayUntil) => save({ awayUntil })}
          />
        </div>
      </div>
    </Section>
  )
}

function Projects({ settings, save }: Part) {
  const t = useT(messages)
  const projects = (useProjects().data ?? []).filter((p) => p.stage !== 'closed')
  const { mutedProjectIds: muted } = settings
  return (
    <Section title={t('projects')} line={t('projectsLine')}>
      {projects.length === 0 && <p className="muted">{t('noProjects')}</p>}
      <ul className={styles.projects}>
        {projects.map((p) => (
          <li key={p.id}>
            <Switch
              label={p.name}
              aria-label={t('mute', { project: p.name })}
              checked={muted.includes(p.id)}
              onChange={(event) =>
                void save({
                  mutedProjectIds: event.currentTarget.checked
                    ? [...muted, p.id]
                    : muted.filter((id) => id !== p.id),
                })
              }
            />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Devices() {
  const t = useT(messages)
  const told = useTold()
  const { relative } = useFormats()
  const query = useQuery(rpc.notices.devices.queryOptions())
  const [here, setHere] = useState<string | null>(null)
  const [word, setWord] = useState<string | null>(null)
  useEffect(() => void hereEndpoint().then(setHere), [])
  const refresh = async () => {
    setHere(await hereEndpoint())
    await queries.invalidateQueries({ queryKey: rpc.notices.devices.key() })
  }
  const add = async (key: string) => {
    setWord(null)
    try {
      const outcome = await register(key)
      if (outcome === 'added') tell(t('device.added'))
      else setWord(t(`device.${outcome}`))
    } catch (error) {
      // The browser's own service failed, or the house refused: each says its own sentence.
      setWord(error instanceof DOMException ? t('device.failed') : told(error).sentence)
    }
    await refresh()
  }
  return (
    <Section title={t('devices')} line={t('devicesLine')}>
      <Loaded query={query} rows={2}>
        {({ key, devices }) => (
          <div className="stack">
            {devices.length > 0 && (
              <ul className={styles.devices}>
                {devices.map((d) => (
                  <li key={d.id}>
                    <BellRing size={15} aria-hidden />
                    <span className={styles.name}>
                      {d.device || '–'} {d.endpoint === here && <b>({t('device.here')})</b>}
                      <span className="muted caption">
                        {' '}
                        {t('device.since', { when: relative(d.createdAt) })}
                      </span>
                    </span>
                    <ActionIcon
                      variant="subtle"
                      aria-label={t('device.remove', { device: d.device })}
                      onClick={async () => {
                        await api.notices.unsubscribe({ id: d.id })
                        if (d.endpoint === here) await forget()
                        tell(t('device.removed'))
                        await refresh()
                      }}
                    >
                      <X size={15} aria-hidden />
                    </ActionIcon>
                  </li>
                ))}
              </ul>
            )}
            {devices.length === 0 && <p className="muted">{t('device.none')}</p>}
            {word && <p role="alert">{word}</p>}
            {ability() !== 'able' && !word && (
              <p className="muted">{t(`device.${ability() as 'unable' | 'denied'}`)}</p>
            )}
            <div className="row">
              {ability() === 'able' && !devices.some((d) => d.endpoint === here) && (
                <Button variant="default" onClick={() => void add(key)}>
                  {t('device.add')}
                </Button>
              )}
              {devices.length > 0 && (
                <Button
                  variant="subtle"
                  onClick={() =>
                    void api.notices.tryDevices().then(
                      () => tell(t('device.tested')),
                      (e) => tell(told(e).sentence, 'bad'),
                    )
                  }
                >
                  {t('device.test')}
                </Button>
              )}
            </div>
          </div>
        )}
      </Loaded>
    </Section>
  )
}
