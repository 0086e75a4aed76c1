'use client'

import { Files } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { iconButtonClass } from '@/app/_components/ui/button'

type Props = { label: string; machineName: string; none: string; files: string[]; children: ReactNode }

/** A running backup's actions, of which the last opens the list of the files being read. */
export function FilesDisclosure({ label, machineName, none, files, children }: Props) {
  const [open, setOpen] = useState(false)
  const listId = useId()
  return (
    <>
      <div className="flex flex-wrap gap-1.5">
        {children}
        <button
          type="button"
          aria-label={label}
          aria-description={machineName}
          aria-expanded={open}
          aria-controls={listId}
          data-tooltip={label}
          onClick={() => setOpen(!open)}
          className={`${iconButtonClass} tooltip aria-expanded:border-edge aria-expanded:bg-accent-soft aria-expanded:text-accent`}
        >
          <Files className="size-4" aria-hidden />
        </button>
      </div>
      <div id={listId} hidden={!open} className="lg:col-span-3">
        {files.length === 0 ? (
          <p className="text-[13px] text-muted">{none}</p>
        ) : (
          <ul className="max-h-56 overflow-y-auto rounded-[8px] bg-raised px-3 py-2 font-mono text-[12px] [overflow-wrap:anywhere]">
            {[...new Set(files)].map((file) => (
              <li key={file}>{file}</li>
            ))}
          </ul>
        )}
      </div>
    </>
  )
}
