import { useQuery } from '@tanstack/react-query'
import { api, queries, rpc } from '../../api.ts'
import { useFormats, useT } from '../../i18n.tsx'
import { NumberField, SelectField, TextField } from '../../pieces/Field.tsx'
import { Meter } from '../../pieces/Progress.tsx'
import { Loaded } from '../../pieces/Waiting.tsx'
import { meQuery, useWorkspace } from '../../session.tsx'
import { messages } from './messages.ts'
import { Settings } from './Settings.tsx'

const currencies = [
  'EUR',
  'CHF',
  'GBP',
  'USD',
  'CAD',
  'MAD',
  'TND',
  'XOF',
  'PLN',
  'SEK',
  'NOK',
  'DKK',
  'CZK',
  'HUF',
  'RON',
  'JPY',
]

export default function Space() {
  const t = useT(messages)
  const { name, slug, locale, timezone, currency, can } = useWorkspace()
  const save = async (patch: Parameters<typeof api.workspaces.amend>[0]) => {
    await api.workspaces.amend(patch)
    await queries.invalidateQueries({ queryKey: meQuery.queryKey })
  }
  return (
    <Settings page="espace">
      <fieldset
        className="stack"
        disabled={!can('administer')}
        style={{ maxWidth: 440, border: 0, margin: 0, padding: 0 }}
      >
        <TextField
          label={t('space.name')}
          value={name}
          maxLength={100}
          onSave={(value) => save({ name: value })}
        />
        <SelectField
          label={t('space.locale')}
          value={locale}
          choices={[
            { value: 'fr', label: 'Français' },
            { value: 'en', label: 'English' },
          ]}
          onSave={(value) => save({ locale: value as 'fr' | 'en' })}
        />
        <SelectField
          label={t('space.timezone')}
          value={timezone}
          searchable
          choices={Intl.supportedValuesOf('timeZone').map((zone) => ({
            value: zone,
            label: zone.replaceAll('_', ' '),
          }))}
          onSave={(value) => value && save({ timezone: value })}
        />
        <SelectField
          label={t('space.currency')}
          value={currency}
          choices={currencies.map((code) => ({ value: code, label: code }))}
          onSave={(value) => value && save({ currency: value })}
        />
        <Storage />
        <div>
          <h3>{t('space.address')}</h3>
          <p>{`${location.host}/${slug}`}</p>
          <p className="caption muted">{t('space.addressHint')}</p>
        </div>
      </fieldset>
    </Settings>
  )
}

const giga = 1_000_000_000

/** What files take, and the most they may. */
function Storage() {
  const t = useT(messages)
  const { number } = useFormats()
  const query = useQuery(rpc.storage.get.queryOptions())
  return (
    <section className="stack" aria-label={t('space.storage')}>
      <h3>{t('space.storage')}</h3>
      <Loaded query={query}>
        {({ heldBytes, quotaBytes }) => {
          const ratio = heldBytes / quotaBytes
          const label = t('space.storageHeld', {
            held: number(heldBytes / giga, { digits: 2 }),
            quota: number(quotaBytes / giga, { digits: 1 }),
          })
          return (
            <>
              <Meter ratio={ratio} tone={ratio > 1 ? 'bad' : ratio > 0.9 ? 'risk' : 'good'} label={label} />
              <NumberField
                label={t('space.quota')}
                value={quotaBytes / giga}
                unit={t('space.giga')}
                min={0.1}
                onSave={async (value) => {
                  if (value) await api.storage.amend({ quotaBytes: Math.round(value * giga) })
                  await queries.invalidateQueries({ queryKey: rpc.storage.key() })
                }}
              />
            </>
          )
        }}
      </Loaded>
    </section>
  )
}
