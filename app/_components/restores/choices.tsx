'use client'

type Props<Value extends string> = {
  name: string
  legend: string
  options: readonly (readonly [Value, string])[]
  value: Value
  onChange: (value: Value) => void
}

/** One of a few, all in sight. */
export function Choices<Value extends string>({ name, legend, options, value, onChange }: Props<Value>) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium text-[13px] text-ink">{legend}</legend>
      {options.map(([option, label]) => (
        <label key={option} className="flex items-start gap-2.5 py-0.5 text-ink">
          <input
            type="radio"
            name={name}
            checked={value === option}
            onChange={() => onChange(option)}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
