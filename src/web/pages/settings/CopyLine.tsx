import { Button, TextInput } from '@mantine/core'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { announce } from '../../announce.tsx'
import { useT } from '../../i18n.tsx'
import { messages } from './messages.ts'

/** Something to take away: a link, a key shown once. */
export function CopyLine({ text, label }: { text: string; label: string }) {
  const t = useT(messages)
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    announce(t('copied'))
  }
  return (
    <div className="row" style={{ flexWrap: 'nowrap' }}>
      <TextInput
        aria-label={label}
        readOnly
        value={text}
        style={{ flex: 1 }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        variant="default"
        leftSection={copied ? <Check size={15} /> : <Copy size={15} />}
        onClick={() => void copy()}
      >
        {t(copied ? 'copied' : 'copy')}
      </Button>
    </div>
  )
}
