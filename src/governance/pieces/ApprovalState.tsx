import { useT } from '#web/i18n.tsx'
import { State, type Tone } from '#web/pieces/State.tsx'
import { messages } from '../messages.ts'
import type { Decision, ApprovalState as Value } from '../model.ts'

const tones: Record<Value, Tone> = {
  pending: 'active',
  approved: 'good',
  changes: 'risk',
  refused: 'bad',
  withdrawn: 'idle',
}

export function ApprovalState({ state, quiet = false }: { state: Value; quiet?: boolean }) {
  const t = useT(messages)
  return (
    <State tone={tones[state]} quiet={quiet}>
      {t(`state.${state}`)}
    </State>
  )
}

export function DecisionState({ decision }: { decision: Decision | null }) {
  const t = useT(messages)
  return (
    <State tone={decision ? tones[decision] : 'idle'} quiet>
      {decision ? t(`decision.${decision}`) : t('approver.waiting')}
    </State>
  )
}
