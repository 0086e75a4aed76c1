import { useId } from 'react'

type Props = {
  label: string
  name: string
  type?: 'text' | 'password'
  autoComplete: string
  defaultValue?: string
  describedBy?: string
}

export function TextField({ label, name, type = 'text', autoComplete, defaultValue, describedBy }: Props) {
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
        maxLength={200}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={defaultValue}
        aria-invalid={describedBy ? true : undefined}
        aria-describedby={describedBy}
        className="min-h-10 rounded-[8px] border border-edge bg-panel px-3 text-[15px] aria-invalid:border-danger"
      />
    </div>
  )
}
