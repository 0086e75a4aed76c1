'use client'

import { Search, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { iconButtonClass } from '@/app/_components/ui/button'
import { Panel } from '@/app/_components/ui/panel'
import type { Entry } from '@/lib/listings/types'
import type { RestoreRules } from '@/lib/restores/schema'
import { FolderView } from './folder-view'
import { SearchResults } from './search-results'
import { type Selected, toggled } from './selection'
import { SelectionBar } from './selection-bar'
import { VersionPicker, type VersionView } from './version-picker'

type Props = {
  machineId: string
  machineName: string
  versions: VersionView[]
  chosen: string
  rules: RestoreRules
  maxPaths: number
}

const nothing: Selected = new Map()

/** A machine's backups as a technician goes through them: the day, then the search or the folders, then what was ticked. */
export function RestoreBrowser({ machineId, machineName, versions, chosen, rules, maxPaths }: Props) {
  const { t } = useWords()
  const [snapshotId, setSnapshotId] = useState(chosen)
  const [place, setPlace] = useState<{ path: string; descend: boolean }>({ path: '/', descend: true })
  const [text, setText] = useState('')
  const [selected, setSelected] = useState<Selected>(nothing)
  const search = useRef<HTMLInputElement>(null)
  const version = versions.find(({ id }) => id === snapshotId)
  const at = { machineId, snapshotId }

  function choose(id: string) {
    setSnapshotId(id)
    setSelected(nothing)
    window.history.replaceState(null, '', `?snapshot=${id}`)
  }
  const open = (path: string) => {
    setText('')
    setPlace({ path, descend: false })
  }
  const toggle = (path: string, entry: Pick<Entry, 'kind' | 'bytes' | 'files'>) => setSelected((before) => toggled(before, path, entry))
  const clear = () => {
    setText('')
    search.current?.focus()
  }

  return (
    <>
      <Panel>
        <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
          <VersionPicker versions={versions} chosen={snapshotId} onChoose={choose} />
          <div className="relative w-full min-w-0 sm:w-auto sm:flex-1">
            <Search className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted" aria-hidden />
            <input
              ref={search}
              type="search"
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => event.key === 'Escape' && clear()}
              maxLength={200}
              aria-label={t('restore.search')}
              placeholder={t('restore.searchPlaceholder')}
              autoComplete="off"
              spellCheck={false}
              className="h-9 w-full rounded-[8px] border border-edge bg-panel pr-10 pl-8 [&::-webkit-search-cancel-button]:hidden"
            />
            {text !== '' && (
              <button
                type="button"
                onClick={clear}
                aria-label={t('restore.clearSearch')}
                className={`${iconButtonClass} absolute top-1 right-1 size-7 border-transparent`}
              >
                <X className="size-4" aria-hidden />
              </button>
            )}
          </div>
        </div>
        {version?.complete === false && <p className="mt-2.5 text-[13px] text-warning">{t('restore.incompleteNote')}</p>}
      </Panel>
      <Panel>
        {text.trim() === '' ? (
          <FolderView key={snapshotId} at={at} place={place} selected={selected} onToggle={toggle} onOpen={open} />
        ) : (
          <SearchResults at={at} text={text.trim()} selected={selected} onToggle={toggle} onOpen={open} />
        )}
      </Panel>
      <SelectionBar
        machineId={machineId}
        machineName={machineName}
        snapshotId={snapshotId}
        selected={selected}
        rules={rules}
        max={maxPaths}
        onClear={() => setSelected(nothing)}
      />
    </>
  )
}
