'use client'

import { File, FileQuestion, FileSymlink, Folder, type LucideIcon } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import type { Entry, EntryKind } from '@/lib/listings/types'
import { coverOf, pathOf, type Selected } from './selection'

const icons: Record<EntryKind, LucideIcon> = { folder: Folder, file: File, link: FileSymlink, other: FileQuestion }

export type Named = { folder: string; entry: Entry }

type Props = {
  label: string
  names: Named[]
  selected: Selected
  /** Of search results: where each lies. */
  showFolder?: boolean
  onToggle: (path: string, entry: Entry) => void
  onOpen: (path: string) => void
}

/** Names of a backup. The arrows walk them, space ticks, Enter opens a folder. */
export function NameTable({ label, names, selected, showFolder = false, onToggle, onOpen }: Props) {
  const { t, f } = useWords()
  return (
    <table className="table w-full" aria-label={label} onKeyDown={walk}>
      <thead>
        <tr>
          <th scope="col">{t('restore.columns.name')}</th>
          <th scope="col" className="number">
            {t('restore.columns.bytes')}
          </th>
          <th scope="col">{t('restore.columns.modified')}</th>
        </tr>
      </thead>
      <tbody>
        {names.map(({ folder, entry }, at) => {
          const path = pathOf(folder, entry.name)
          const cover = coverOf(selected, path)
          const Icon = icons[entry.kind]
          const modifiedAt = Date.parse(entry.modifiedAt)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two names that are no UTF-8 can read alike, and none changes its place
            <tr key={`${path} ${at}`} data-name={entry.name} className={cover ? 'bg-accent-soft' : undefined}>
              <td>
                <span className="flex min-w-0 items-center gap-2.5">
                  <input
                    type="checkbox"
                    checked={cover !== null}
                    disabled={cover === 'folder'}
                    onChange={() => onToggle(path, entry)}
                    aria-label={t('restore.choose', { name: entry.name })}
                    className="size-4.5 shrink-0 accent-accent"
                  />
                  <Icon className="size-4 shrink-0 text-muted" aria-hidden />
                  <span className="min-w-0">
                    {entry.kind === 'folder' ? (
                      <button
                        type="button"
                        onClick={() => onOpen(path)}
                        className="text-left font-medium [overflow-wrap:anywhere] hover:text-accent hover:underline"
                      >
                        {entry.name}
                      </button>
                    ) : (
                      <span className="[overflow-wrap:anywhere]">{entry.name}</span>
                    )}
                    {showFolder && (
                      <button
                        type="button"
                        onClick={() => onOpen(folder)}
                        className="block text-left text-[12.5px] text-muted [overflow-wrap:anywhere] hover:text-ink hover:underline"
                      >
                        {folder}
                      </button>
                    )}
                  </span>
                </span>
              </td>
              <td className="number whitespace-nowrap" data-label={t('restore.columns.bytes')}>
                {entry.kind === 'link' || entry.kind === 'other' ? t(`restore.kind.${entry.kind}`) : f.bytes(entry.bytes)}
              </td>
              <td className="whitespace-nowrap tabular-nums" data-label={t('restore.columns.modified')}>
                {Number.isNaN(modifiedAt) ? '' : <time title={f.exact(modifiedAt)}>{f.dateTime(modifiedAt)}</time>}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const row = (event.target as HTMLElement).closest('tr')
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : event.key === 'ArrowUp' ? row?.previousElementSibling : null
  if (next) {
    event.preventDefault()
    next.querySelector<HTMLElement>('input:not(:disabled), button')?.focus()
  } else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
    row?.querySelector('button')?.click()
  }
}
