import { api, queries } from '../../api.ts'
import { useT } from '../../i18n.tsx'
import { SelectField, TextField } from '../../pieces/Field.tsx'
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
  const { name, slug, locale, timezone, currency } = useWorkspace()
  const save = async (patch: Parameters<typeof api.workspaces.amend>[0]) => {
    await api.workspaces.amend(patch)
    await queries.invalidateQueries({ queryKey: meQuery.queryKey })
  }
  return (
    <Settings page="espace">
      <div className="stack" style={{ maxWidth: 440 }}>
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
        <div>
          <h3>{t('space.address')}</h3>
          <p>{`${location.host}/${slug}`}</p>
          <p className="caption muted">{t('space.addressHint')}</p>
        </div>
      </div>
    </Settings>
  )
}
