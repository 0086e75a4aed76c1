'use client'

import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import type { Entry } from '@/lib/listings/types'
import type { FoundNames } from '@/lib/restores/types'
import { askSearch } from './ask'
import { NameTable } from './name-table'
import type { Selected } from './selection'
import { Unread } from './unread'
import { useAnswer } from './use-answer'

type Props = {
  at: { machineId: string; snapshotId: string }
  text: string
  selected: Selected
  onToggle: (path: string, entry: Entry) => void
  onOpen: (path: string) => void
}

const TYPING_MILLISECONDS = 250

/** Where in the backup names hold what was typed. */
export function SearchResults({ at, text, selected, onToggle, onOpen }: Props) {
  const { t } = useWords()
  const [round, setRound] = useState(0)
  const question = `${at.snapshotId} ${text} ${round}`
  const [answer] = useAnswer<FoundNames>(question, (signal) => askSearch(at, text, signal), TYPING_MILLISECONDS)
  if (answer?.state !== 'ready')
    return <Unread answer={answer} onRetry={() => setRound((before) => before + 1)} onTop={() => onOpen('/')} />
  const count = answer.hits.length
  return (
    <div className="grid gap-3">
      <p role="status" className="text-[13px] text-muted">
        {count === 0 ? t('restore.searchEmpty', { text }) : answer.more ? t('restore.moreHits', { count }) : t('restore.hits', { count })}
      </p>
      {count > 0 && (
        <NameTable
          label={t('restore.results')}
          names={answer.hits.map(({ folder, ...entry }) => ({ folder, entry }))}
          selected={selected}
          showFolder
          onToggle={onToggle}
          onOpen={onOpen}
        />
      )}
    </div>
  )
}
