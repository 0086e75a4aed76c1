import { describedBy, Field, inputClass } from '@/app/_components/ui/field'

type Props = { name: string; label: string; hint?: string; value?: string; error?: string; rows?: number }

/** Folders or patterns, one a line. */
export function LinesField({ name, label, hint, value, error, rows = 5 }: Props) {
  const id = `config-${name}`
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <textarea
        id={id}
        name={name}
        defaultValue={value}
        rows={Math.min(14, Math.max(rows, (value ?? '').split('\n').length + 1))}
        wrap="off"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        {...describedBy(id, { hint, error })}
        className={`${inputClass} resize-y font-mono text-[13px] leading-[1.5]`}
      />
    </Field>
  )
}
