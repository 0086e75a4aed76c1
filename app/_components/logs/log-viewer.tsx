'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDownToLine } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { LogLineRow } from './log-line'
import { LogToolbar } from './log-toolbar'
import type { LogStart } from './read-log'
import { useLogLines } from './use-log-lines'

type Props = { backupId: string; start: LogStart; running: boolean }

const LINE_PIXELS = 22
const NEAR_END_PIXELS = 40

/** A log of any length: only what is in view is in the page, and only what has come into view was fetched. */
export function LogViewer({ backupId, start, running }: Props) {
  const { t, f } = useWords()
  const log = useLogLines(backupId, start, running)
  const frame = useRef<HTMLElement>(null)
  const [scripted, setScripted] = useState(false)
  const [pointed, setPointed] = useState(start.line)
  const [wanted, setWanted] = useState('')
  const [following, setFollowing] = useState(running)
  const virtual = useVirtualizer({
    count: log.total,
    getScrollElement: () => frame.current,
    estimateSize: () => LINE_PIXELS,
    overscan: 20,
    enabled: scripted,
  })
  const rows = virtual.getVirtualItems()
  const [first, last] = [rows[0]?.index, rows.at(-1)?.index]

  useEffect(() => setScripted(true), [])
  const begin = useEffectEvent(() => {
    const line = start.line ?? (running ? log.total - 1 : start.offset)
    if (line > 0) virtual.scrollToIndex(line, { align: start.line === null && running ? 'end' : start.line === null ? 'start' : 'center' })
  })
  useEffect(() => {
    if (scripted) begin()
  }, [scripted])
  useEffect(() => {
    if (first !== undefined && last !== undefined) log.need(first, last)
  })
  useEffect(() => {
    if (following && log.total > 0) virtual.scrollToIndex(log.total - 1, { align: 'end' })
  }, [following, log.total, virtual])

  function go(index: number) {
    setFollowing(false)
    setPointed(index)
    virtual.scrollToIndex(index, { align: 'center' })
  }
  const levelName = (level: 'warning' | 'error') => t(`logs.level.${level}`)

  return (
    <>
      <LogToolbar
        backupId={backupId}
        total={log.total}
        errors={log.errors}
        from={pointed ?? (first ?? 0) - 1}
        wanted={wanted}
        search={setWanted}
        go={go}
      />
      {log.failed && (
        <p role="alert" className="mb-2 text-[13px] text-danger">
          {t('logs.failed')}
        </p>
      )}
      <div className="relative">
        <section
          ref={frame}
          style={{ '--number': `${Math.max(2, String(log.total).length)}ch` } as React.CSSProperties}
          aria-label={t('logs.frame')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
          tabIndex={0}
          onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) =>
            running && setFollowing(scrollTop + clientHeight > scrollHeight - NEAR_END_PIXELS)
          }
          className="max-h-[max(320px,68dvh)] overflow-y-auto rounded-[8px] border border-line font-mono text-[12.5px] leading-relaxed"
        >
          {scripted ? (
            <ol className="relative" style={{ height: virtual.getTotalSize() }}>
              {rows.map((row) => {
                const line = log.lineAt(row.index)
                return (
                  <li
                    key={row.key}
                    id={`L${row.index + 1}`}
                    ref={virtual.measureElement}
                    data-index={row.index}
                    data-level={line?.level}
                    aria-setsize={log.total}
                    aria-posinset={row.index + 1}
                    className="absolute inset-x-0 top-0"
                    style={{ transform: `translateY(${row.start}px)` }}
                  >
                    {line ? (
                      <LogLineRow
                        number={row.index + 1}
                        line={line}
                        f={f}
                        levelName={levelName}
                        wanted={wanted}
                        pointed={row.index === pointed}
                      />
                    ) : (
                      <span className="block h-[22px] px-3 text-muted">{row.index + 1}</span>
                    )}
                  </li>
                )
              })}
            </ol>
          ) : (
            <ol>
              {start.lines.map((line, place) => {
                const number = start.offset + place + 1
                return (
                  <li key={number} id={`L${number}`} data-level={line.level}>
                    <LogLineRow number={number} line={line} f={f} levelName={levelName} pointed={number - 1 === start.line} />
                  </li>
                )
              })}
            </ol>
          )}
        </section>
        {running && !following && scripted && (
          <button type="button" onClick={() => setFollowing(true)} className={`${buttonClass()} absolute right-4 bottom-3 shadow-float`}>
            <ArrowDownToLine className="size-4" aria-hidden />
            {t('logs.follow')}
          </button>
        )}
      </div>
    </>
  )
}
