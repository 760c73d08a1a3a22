import { useFormats } from '../i18n.tsx'

type Props = {
  /** Integer cents; null or undefined is unknown and shows « – ». */
  cents: number | null | undefined
  currency?: string
  /** Drops the cents; the exact sum stays in the tooltip. */
  round?: boolean
  sign?: boolean
}

export function Money({ cents, currency = 'EUR', round = false, sign = false }: Props) {
  const { money } = useFormats()
  return (
    <data className="figures" value={cents ?? ''} {...(round ? { title: money(cents, currency) } : {})}>
      {money(cents, currency, { round, sign })}
    </data>
  )
}
