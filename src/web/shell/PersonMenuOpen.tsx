import { Menu, useMantineColorScheme } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Keyboard, Languages, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react'
import { setLocale, useLocale, useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import { useSession } from '../session.tsx'
import { PersonButton } from './PersonButton.tsx'
import styles from './PersonMenu.module.css'
import { helpOpen } from './panels.ts'
import { chooseLocale, signOut } from './person.ts'

export default function PersonMenuOpen({ wide }: { wide: boolean }) {
  const t = useT(messages)
  const locale = useLocale()
  const { user } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const schemes = [
    { value: 'light', icon: Sun, label: t('theme.light') },
    { value: 'dark', icon: Moon, label: t('theme.dark') },
    { value: 'auto', icon: Monitor, label: t('theme.auto') },
  ] as const
  return (
    <Menu position={wide ? 'top-start' : 'bottom-end'} width={240} withinPortal={false} defaultOpened>
      <Menu.Target>
        <PersonButton wide={wide} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.email}</Menu.Label>
        <Menu.Item component={Link} to="/mon-compte" leftSection={<UserRound size={15} />}>
          {t('nav.account')}
        </Menu.Item>
        <Menu.Item
          leftSection={<Keyboard size={15} />}
          rightSection={<kbd>?</kbd>}
          onClick={() => helpOpen.set(true)}
        >
          {t('keys.title')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(value as typeof colorScheme)}
        >
          {schemes.map(({ value, icon: Icon, label }) => (
            <Menu.RadioItem
              key={value}
              value={value}
              checkIcon={<span className={styles.dot} />}
              rightSection={<Icon size={15} />}
            >
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          lang={locale === 'fr' ? 'en' : 'fr'}
          leftSection={<Languages size={15} />}
          onClick={() => {
            setLocale(locale === 'fr' ? 'en' : 'fr')
            void chooseLocale(locale === 'fr' ? 'en' : 'fr')
          }}
        >
          {t('locale.other')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={15} />} onClick={() => void signOut()}>
          {t('nav.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
