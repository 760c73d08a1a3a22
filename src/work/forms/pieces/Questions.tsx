import { MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { useT } from '#web/i18n.tsx'
import { DateInput } from '#web/pieces/DateInput.tsx'
import { MoneyInput } from '#web/pieces/Field.tsx'
import { messages } from '../messages.ts'
import { type Answers, asked, limitsOf, type OpenForm } from '../model.ts'
import { type FilePlace, FilesQuestion } from './FilesQuestion.tsx'

type Asked = OpenForm['questions'][number]

/** The questions of a form, those that the answers so far call for. The same inside and behind a public link. */
export function Questions({
  questions,
  answers,
  onChange,
  faults,
  files,
}: {
  questions: readonly Asked[]
  answers: Answers
  onChange: (answers: Answers) => void
  /** Keys of the questions whose answer was refused, with why. */
  faults: ReadonlyMap<string, string>
  /** Where the files of a question go. */
  files: (key: string) => FilePlace
}) {
  const t = useT(messages)
  const set = (key: string, value: Answers[string]) => onChange({ ...answers, [key]: value })
  const shown = asked(questions, answers)
  const firstFiles = shown.find((q) => q.kind === 'files')?.key
  return shown.map((q) => {
    const value = answers[q.key] ?? null
    const fault = faults.get(q.key)
    const common = {
      label: q.label,
      required: q.required || q.kind === 'title',
      ...(q.help && { description: q.help }),
      ...(fault && { error: fault }),
    }
    const text = typeof value === 'string' ? value : ''
    const line = (type: 'text' | 'url' = 'text') => (
      <TextInput
        key={q.key}
        {...common}
        type={type}
        maxLength={q.kind === 'title' ? 300 : 10_000}
        value={text}
        onChange={(event) => set(q.key, event.currentTarget.value)}
      />
    )
    const day = () => <DateInput key={q.key} {...common} value={text} onChange={(on) => set(q.key, on)} />
    const long = () => (
      <Textarea
        key={q.key}
        {...common}
        rows={4}
        maxLength={10_000}
        value={text}
        onChange={(event) => set(q.key, event.currentTarget.value)}
      />
    )
    const number = () => (
      <NumberInput
        key={q.key}
        {...common}
        hideControls
        value={typeof value === 'number' ? value : ''}
        onChange={(n) => set(q.key, n === '' || Number.isNaN(Number(n)) ? null : Number(n))}
      />
    )
    const choice = (data: { value: string; label: string }[], many: boolean, wrap: boolean) =>
      many ? (
        <MultiSelect
          key={q.key}
          {...common}
          data={data}
          value={Array.isArray(value) ? value : []}
          onChange={(all) => set(q.key, all)}
        />
      ) : (
        <Select
          key={q.key}
          {...common}
          clearable={!q.required}
          data={data}
          value={Array.isArray(value) ? (value[0] ?? null) : text || null}
          onChange={(one) => set(q.key, one === null ? null : wrap ? [one] : one)}
        />
      )
    if (q.kind === 'description' || q.kind === 'long') return long()
    if (q.kind === 'due') return day()
    if (q.kind === 'number') return number()
    if (q.kind === 'files')
      return (
        <FilesQuestion
          key={q.key}
          label={q.label}
          help={q.help}
          fault={fault}
          required={q.required}
          limits={limitsOf(q)}
          to={files(q.key)}
          first={q.key === firstFiles}
          onChange={(ids) => set(q.key, ids)}
        />
      )
    if (q.kind === 'choice')
      return choice(
        q.options.map((o) => ({ value: o, label: o })),
        false,
        false,
      )
    if (q.kind === 'importance')
      return (
        <Select
          key={q.key}
          {...common}
          allowDeselect={false}
          data={(['0', '1', '2', '3'] as const).map((n) => ({ value: n, label: t(`importance.${n}`) }))}
          value={String(value ?? 0)}
          onChange={(n) => set(q.key, Number(n))}
        />
      )
    if (q.kind === 'field' && q.field) {
      const { kind, options } = q.field
      if (kind === 'choice' || kind === 'choices')
        return choice(
          options.map((o) => ({ value: o.id, label: o.name })),
          kind === 'choices',
          true,
        )
      if (kind === 'number') return number()
      if (kind === 'money')
        return (
          <MoneyInput
            key={q.key}
            {...common}
            value={typeof value === 'number' ? value : null}
            onChange={(cents) => set(q.key, cents)}
          />
        )
      if (kind === 'day') return day()
      if (kind === 'url') return line('url')
    }
    return line()
  })
}
