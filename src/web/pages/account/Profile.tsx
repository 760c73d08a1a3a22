import { TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Locale } from '#platform/i18n.ts'
import { api } from '../../api.ts'
import { auth } from '../../auth.ts'
import { setLocale, setTimeZone, useT } from '../../i18n.tsx'
import { SelectField, TextField } from '../../pieces/Field.tsx'
import { Section } from '../../pieces/Page.tsx'
import { Person } from '../../pieces/Person.tsx'
import { Loaded } from '../../pieces/Waiting.tsx'
import { hereQuery, type Me } from '../../session.tsx'
import styles from '../Account.module.css'
import { messages } from './messages.ts'

const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({
  value: zone,
  label: zone.replaceAll('_', ' '),
}))

/** One person, one name and one language, whichever the workspace. */
export function Profile({ workspaces, email }: { workspaces: Me['workspaces']; email: string }) {
  const t = useT(messages)
  const client = useQueryClient()
  const query = useQuery(hereQuery())
  const save = async (patch: Parameters<typeof api.session.setPreferences>[0]) => {
    await Promise.all(
      workspaces.map(({ id }) => api.session.setPreferences(patch, { context: { workspace: id } })),
    )
    if (patch.name) await auth.updateUser({ name: patch.name })
    if (patch.locale) setLocale(patch.locale)
    if (patch.timezone) setTimeZone(patch.timezone)
    await client.invalidateQueries()
  }
  return (
    <Section title={t('profile')}>
      <Loaded query={query} rows={3}>
        {({ name, locale, timezone }) => (
          <div className={styles.narrow}>
            <Person name={name} size={56} line={email} />
            <TextField
              label={t('name')}
              value={name}
              maxLength={100}
              autoComplete="name"
              onSave={(value) => value.trim() && save({ name: value.trim() })}
            />
            <TextInput label={t('email')} value={email} readOnly type="email" />
            <SelectField
              label={t('language')}
              value={locale}
              choices={[
                { value: 'fr', label: 'Français' },
                { value: 'en', label: 'English' },
              ]}
              onSave={(value) => save({ locale: value as Locale })}
            />
            <SelectField
              label={t('timezone')}
              value={timezone}
              searchable
              choices={zones}
              onSave={(value) => value && save({ timezone: value })}
            />
          </div>
        )}
      </Loaded>
    </Section>
  )
}
