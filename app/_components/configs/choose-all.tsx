'use client'

/** Ticks or clears all the boxes of its form. */
export function ChooseAll({ label }: { label: string }) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      autoComplete="off"
      className="block size-4 accent-(--accent)"
      onChange={({ currentTarget }) => {
        for (const box of currentTarget.form?.querySelectorAll<HTMLInputElement>('input[name="machine"]') ?? [])
          box.checked = currentTarget.checked
      }}
    />
  )
}
