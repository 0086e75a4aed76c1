'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useWords } from '@/app/_components/i18n/provider'
import { iconButtonClass } from '@/app/_components/ui/button'
import { inputClass } from '@/app/_components/ui/field'

/** A version of a machine's files, as far as it is chosen by. */
export type VersionView = { id: string; at: number; files: number | null; bytes: number | null; complete: boolean | null }

type Props = { versions: VersionView[]; chosen: string; onChoose: (id: string) => void }

/** Backups by date, newest first; the arrows go one back or forth. */
export function VersionPicker({ versions, chosen, onChoose }: Props) {
  const { t, f } = useWords()
  const at = versions.findIndex(({ id }) => id === chosen)
  const months = new Map<string, VersionView[]>()
  for (const version of versions) {
    const month = f.date(version.at).slice(3)
    months.set(month, [...(months.get(month) ?? []), version])
  }
  const label = ({ at, files, bytes, complete }: VersionView) => {
    const date = f.dateTime(at)
    const facts =
      files === null || bytes === null
        ? date
        : t('restore.versionFacts', { date, files: t('restore.files', { count: files }), bytes: f.bytes(bytes) })
    return complete === false ? `${facts}, ${t('restore.incomplete')}` : facts
  }
  const step = (to: number, name: string, Icon: typeof ChevronLeft) => (
    <button
      type="button"
      aria-label={name}
      data-tooltip={name}
      disabled={!versions[to]}
      onClick={() => versions[to] && onChoose(versions[to].id)}
      className={`${iconButtonClass} tooltip size-9 disabled:opacity-40`}
    >
      <Icon className="size-4" aria-hidden />
    </button>
  )
  return (
    <div className="grid gap-1.5">
      <label htmlFor="version" className="font-medium text-[13px]">
        {t('restore.version')}
      </label>
      <div className="flex items-center gap-1.5">
        {step(at + 1, t('restore.older'), ChevronLeft)}
        <select id="version" value={chosen} onChange={(event) => onChoose(event.target.value)} className={`${inputClass} min-w-0 sm:w-96`}>
          {[...months].map(([month, group]) => (
            <optgroup key={month} label={month}>
              {group.map((version) => (
                <option key={version.id} value={version.id}>
                  {label(version)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        {step(at - 1, t('restore.newer'), ChevronRight)}
      </div>
    </div>
  )
}
