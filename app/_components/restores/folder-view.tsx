'use client'

import { CornerLeftUp } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass, iconButtonClass } from '@/app/_components/ui/button'
import type { Entry } from '@/lib/listings/types'
import type { BrowsedFolder } from '@/lib/restores/types'
import { askFolder } from './ask'
import { FolderCrumbs } from './folder-crumbs'
import { NameTable } from './name-table'
import { coverOf, type Selected } from './selection'
import { Unread } from './unread'
import { useAnswer } from './use-answer'

type Props = {
  at: { machineId: string; snapshotId: string }
  place: { path: string; descend: boolean }
  selected: Selected
  onToggle: (path: string, entry: Pick<Entry, 'kind' | 'bytes' | 'files'>) => void
  onOpen: (path: string) => void
}

/** Beyond this, going through a folder by eye is no way to find anything. */
const LARGE = 2_000

/** A folder of a backup: the way to it, and its names as far as they were asked for. */
export function FolderView({ at, place, selected, onToggle, onOpen }: Props) {
  const { t, f } = useWords()
  const [round, setRound] = useState(0)
  const [loading, setLoading] = useState(false)
  const question = `${at.snapshotId} ${place.path} ${place.descend} ${round}`
  const [answer, change] = useAnswer<BrowsedFolder>(question, (signal) => askFolder(at, place, signal))
  const folder = answer?.state === 'ready' ? answer : null
  const path = folder?.path ?? place.path

  async function more() {
    if (!folder) return
    setLoading(true)
    const next = await askFolder(at, { path, offset: folder.page.length }, new AbortController().signal)
    setLoading(false)
    if (next.state === 'ready') change({ ...folder, page: [...folder.page, ...next.page] })
  }

  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <button
          type="button"
          onClick={() => onOpen(path.slice(0, path.lastIndexOf('/')) || '/')}
          disabled={path === '/'}
          aria-label={t('restore.up')}
          data-tooltip={t('restore.up')}
          className={`${iconButtonClass} tooltip disabled:opacity-40`}
        >
          <CornerLeftUp className="size-4" aria-hidden />
        </button>
        <FolderCrumbs path={path} onOpen={onOpen} />
        {folder && path !== '/' && (
          <label className="ml-auto flex items-center gap-2 text-[13px]">
            <input
              type="checkbox"
              checked={coverOf(selected, path) !== null}
              disabled={coverOf(selected, path) === 'folder'}
              onChange={() => onToggle(path, { kind: 'folder', bytes: folder.bytes, files: folder.files })}
              className="size-4.5 accent-accent"
            />
            {t('restore.chooseFolder')}
            <span className="text-muted">
              {t('restore.files', { count: folder.files })}, {f.bytes(folder.bytes)}
            </span>
          </label>
        )}
      </div>
      {!folder ? (
        <Unread
          answer={answer?.state === 'ready' ? null : answer}
          onRetry={() => setRound((before) => before + 1)}
          onTop={() => onOpen('/')}
        />
      ) : folder.page.length === 0 ? (
        <p className="px-1 py-6 text-muted">{t('restore.emptyFolder')}</p>
      ) : (
        <>
          {folder.entries > LARGE && <p className="text-[13px] text-muted">{t('restore.large', { count: f.number(folder.entries) })}</p>}
          <NameTable
            label={t('restore.names')}
            names={folder.page.map((entry) => ({ folder: path, entry }))}
            selected={selected}
            onToggle={onToggle}
            onOpen={onOpen}
          />
          {folder.page.length < folder.entries && (
            <button type="button" onClick={more} disabled={loading} aria-busy={loading} className={`${buttonClass()} justify-self-center`}>
              {loading
                ? t('restore.moreLoading')
                : t('restore.more', { shown: f.number(folder.page.length), total: f.number(folder.entries) })}
            </button>
          )}
        </>
      )}
    </div>
  )
}
