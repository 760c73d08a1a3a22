import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { dayOf } from '#platform/formats.ts'
import { rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import type { Card } from '../../model.ts'
import { messages } from '../messages.ts'
import { computed, type TaskReference, taskReferences, type Value } from '../model/evaluate.ts'
import { type FormulaFault, renamed } from '../model/formula.ts'
import type { Field } from '../model.ts'

const none: Field[] = []

/** The fields of a project with the workspace's, in order; without a project, all one may see. Archived ones too. */
export function useFields(projectId?: string): readonly Field[] {
  const { data } = useQuery(rpc.work.fields.list.queryOptions({ input: projectId ? { projectId } : {} }))
  return data ?? none
}

const kept = ['fault.reference', 'fault.cycle', 'fault.zero', 'fault.type'] as const
export function useFaultText() {
  const t = useT(messages)
  return useCallback(
    (fault: FormulaFault) => {
      const key = kept.find((k) => k === `fault.${fault.fault}`)
      return key ? t(key, { what: fault.what ?? '' }) : t('fault.other')
    },
    [t],
  )
}

type Person = { id: string; name: string }
export type FieldText = (field: Field, card: Pick<Card, 'fields'> & Parameters<typeof computed>[1]) => string

/** What a field says of a task, as text: in cells, exports and cards. Empty when it says nothing. */
export function useFieldText(fields: readonly Field[], people: readonly Person[]): FieldText {
  const t = useT(messages)
  const { money, date, number, timeZone } = useFormats()
  const fault = useFaultText()
  return useMemo(() => {
    const byId = new Map(people.map((p) => [p.id, p.name]))
    const personName = (id: string) => byId.get(id) ?? ''
    const today = dayOf(new Date(), timeZone)
    const plain = (value: Value): string => {
      if (value === null) return ''
      if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
      if (typeof value === 'number') return number(value, { digits: 2 })
      return /^\d{4}-\d\d-\d\d$/.test(value) ? date(value) : value
    }
    return (field, card) => {
      if (field.kind === 'formula') {
        const result = computed(field, card, fields, { today, personName })
        return 'value' in result ? plain(result.value) : `⚠ ${fault(result)}`
      }
      const value = card.fields[field.id]
      if (value === undefined || value === null) return ''
      if (field.kind === 'money') return money(Number(value))
      const ids = Array.isArray(value) ? value : [String(value)]
      if (field.kind === 'person') return ids.map(personName).filter(Boolean).join(', ')
      if (field.kind === 'choice' || field.kind === 'choices')
        return ids
          .map((id) => field.options.find((o) => o.id === id)?.name ?? '')
          .filter(Boolean)
          .join(', ')
      return Array.isArray(value) ? value.join(', ') : plain(value)
    }
  }, [fields, people, t, money, date, number, timeZone, fault])
}

const names: Record<TaskReference, { fr: string; en: string }> = {
  title: { fr: 'Titre', en: 'Title' },
  start: { fr: 'Début', en: 'Start' },
  due: { fr: 'Échéance', en: 'Due' },
  estimate: { fr: 'Estimation', en: 'Estimate' },
  spent: { fr: 'Temps passé', en: 'Time spent' },
  progress: { fr: 'Avancement', en: 'Progress' },
}
/** A stored formula as people read it, with names. */
export const formulaShown = (formula: string, fields: readonly Field[], locale: 'fr' | 'en') =>
  renamed(
    formula,
    (ref) =>
      names[taskReferences.find((r) => r === ref) as TaskReference]?.[locale] ??
      fields.find((f) => f.id === ref)?.name ??
      ref,
  )
