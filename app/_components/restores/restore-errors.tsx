import type { RestoreRow } from '@/lib/restores/types'

/** The first files that could not be brought back, and why. */
export function RestoreErrors({ errors, failed, label }: { errors: RestoreRow['errors']; failed: number; label: string }) {
  if (errors.length === 0) return null
  return (
    <details className="text-[12.5px]">
      <summary className="cursor-pointer text-danger">
        {label} ({failed})
      </summary>
      <ul className="mt-1.5 grid gap-1">
        {errors.map(({ path, message }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one file can fail twice, and none changes its place
          <li key={`${path} ${at}`} className="[overflow-wrap:anywhere]">
            <span className="font-medium">{path}</span> <span className="text-muted">{message}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
