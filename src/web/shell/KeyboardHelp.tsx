import { commandsNow, keyHintsNow, singleKeys } from '../commands.ts'
import { useT } from '../i18n.tsx'
import { keycaps } from '../keys.ts'
import { messages } from '../messages.ts'
import styles from './KeyboardHelp.module.css'
import { Over } from './Over.tsx'
import { helpOpen } from './panels.ts'

export default function KeyboardHelp() {
  const t = useT(messages)
  const commands = commandsNow().filter(({ keys }) => keys)
  const groups = new Map<string, { label: string; keys: string }[]>()
  for (const { group, lines } of keyHintsNow()) groups.set(group, [...(groups.get(group) ?? []), ...lines])
  for (const { group = t('palette.here'), label, keys = '' } of commands)
    groups.set(group, [...(groups.get(group) ?? []), { label, keys }])
  const everywhere = t('keys.everywhere')
  groups.set(everywhere, [
    ...(groups.get(everywhere) ?? []),
    { label: t('keys.close'), keys: 'esc' },
    { label: t('keys.rows'), keys: '↑ ↓' },
  ])
  return (
    <Over title={t('keys.title')} onClose={() => helpOpen.set(false)} size={720}>
      {!singleKeys.get() && <p className="muted">{t('keys.off')}</p>}
      <div className={styles.groups}>
        {[...groups].map(([group, lines]) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {[...new Map(lines.map((line) => [line.keys, line])).values()].map(({ label, keys }) => (
                <div key={keys}>
                  <dt>{label}</dt>
                  <dd>
                    {keycaps(keys).map((cap, index) => (
                      <kbd key={index}>{cap}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Over>
  )
}
