import { SegmentedControl, Switch, useMantineColorScheme } from '@mantine/core'
import { singleKeys } from '../../commands.ts'
import { useT } from '../../i18n.tsx'
import { Section } from '../../pieces/Page.tsx'
import styles from '../Account.module.css'
import { messages } from './messages.ts'

export function Appearance() {
  const t = useT(messages)
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const keys = singleKeys.use()
  return (
    <Section title={t('appearance')}>
      <div className={styles.narrow}>
        <SegmentedControl
          aria-label={t('theme')}
          value={colorScheme}
          onChange={(value) => setColorScheme(value as typeof colorScheme)}
          data={[
            { value: 'light', label: t('light') },
            { value: 'dark', label: t('dark') },
            { value: 'auto', label: t('auto') },
          ]}
        />
        <Switch
          label={t('keys')}
          description={t('keysLine')}
          checked={keys}
          onChange={(event) => singleKeys.set(event.currentTarget.checked)}
        />
      </div>
    </Section>
  )
}
