import { type HTMLInputAutoCompleteAttribute, useId } from 'react'

type Props = {
  label: string
  name: string
  type?: 'text' | 'password'
  autoComplete: HTMLInputAutoCompleteAttribute
  inputMode?: 'numeric'
  defaultValue?: string
  describedBy?: string
  invalid?: boolean
}

/** A field of a page for who is not signed in: bigger than those inside, and alone on its line. */
export function TextField({ label, name, type = 'text', autoComplete, inputMode, defaultValue, describedBy, invalid }: Props) {
  const id = useId()
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-[13px]">
        {label}
      </label>
      <input
        id={id}
        name={name}
        type={type}
        required
        maxLength={type === 'password' ? 1000 : 254}
        autoComplete={autoComplete}
        autoCapitalize="none"
        inputMode={inputMode}
        spellCheck={false}
        defaultValue={defaultValue}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        className="min-h-10 rounded-[8px] border border-edge bg-panel px-3 text-[15px] aria-invalid:border-danger"
      />
    </div>
  )
}
