'use client'

import { ChevronDown, ChevronUp, CircleAlert, Download, Search } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass, iconButtonClass } from '@/app/_components/ui/button'
import { findLines, nextMatch, useMatches } from './use-matches'

type Props = {
  backupId: string
  total: number
  errors: number
  /** The place from which « next » looks on. */
  from: number
  wanted: string
  search: (text: string) => void
  go: (index: number) => void
}

/** Finds texts and errors in a log, and hands it out as a file. */
export function LogToolbar({ backupId, total, errors, from, wanted, search, go }: Props) {
  const { t, f } = useWords()
  const matches = useMatches(backupId, wanted)
  const [noMoreErrors, setNoMoreErrors] = useState(false)
  const jump = useEffectEvent(() => {
    const first = matches?.indexes[0]
    if (first !== undefined) go(nextMatch(matches?.indexes ?? [], from - 1, 1) ?? first)
  })
  useEffect(() => {
    if (matches) jump()
  }, [matches])

  function step(direction: 1 | -1) {
    const next = matches && nextMatch(matches.indexes, from, direction)
    if (next !== null) go(next)
  }
  async function nextError() {
    const found = await findLines(backupId, 'errors')
    const next = found && nextMatch(found.indexes, from, 1)
    setNoMoreErrors(next === null)
    if (next !== null) go(next)
  }

  const place = matches ? matches.indexes.indexOf(from) + 1 : 0
  const count = matches && `${f.number(matches.indexes.length)}${matches.more ? '+' : ''}`
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2 text-[13px]">
      <search className="relative w-full sm:w-64">
        <Search className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted" aria-hidden />
        <input
          type="search"
          aria-label={t('logs.find')}
          placeholder={t('logs.find')}
          maxLength={200}
          value={wanted}
          onChange={(event) => search(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && step(event.shiftKey ? -1 : 1)}
          className="h-8 w-full rounded-[8px] border border-edge bg-panel pr-2 pl-8"
        />
      </search>
      {wanted.trim() && (
        <span className="flex items-center gap-1.5">
          <span role="status" className="min-w-16 text-muted tabular-nums">
            {!matches
              ? t('logs.searching')
              : matches.indexes.length === 0
                ? t('logs.noMatch')
                : t('logs.matches', { place: f.number(place), count: count ?? '' })}
          </span>
          <button type="button" className={iconButtonClass} aria-label={t('logs.previousMatch')} onClick={() => step(-1)}>
            <ChevronUp className="size-4" aria-hidden />
          </button>
          <button type="button" className={iconButtonClass} aria-label={t('logs.nextMatch')} onClick={() => step(1)}>
            <ChevronDown className="size-4" aria-hidden />
          </button>
        </span>
      )}
      <span className="ml-auto text-muted tabular-nums">{t('logs.lines', { count: total })}</span>
      {errors > 0 ? (
        <button type="button" onClick={nextError} className={`${buttonClass()} text-danger!`}>
          <CircleAlert className="size-4" aria-hidden />
          {t('logs.nextError', { count: errors })}
        </button>
      ) : (
        <span className="text-muted">{t('logs.noError')}</span>
      )}
      {noMoreErrors && <span role="status">{t('logs.noError')}</span>}
      <a href={`/backups/${backupId}/log.txt`} download className={buttonClass()}>
        <Download className="size-4" aria-hidden />
        <span className="max-sm:sr-only">{t('logs.download')}</span>
      </a>
    </div>
  )
}
