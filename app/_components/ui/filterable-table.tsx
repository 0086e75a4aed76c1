'use client'

import { Search } from 'lucide-react'
import { type ReactNode, useDeferredValue, useId, useState } from 'react'

type Row = { key: string; text: string; row: ReactNode }
type Props = {
  heading: string
  count: string
  filter: string
  placeholder: string
  none: string
  head: ReactNode
  rows: Row[]
  className?: string
}

/** A table whose rows come from the server, with a box that narrows them as one types. */
export function FilterableTable({ heading, count, filter, placeholder, none, head, rows, className }: Props) {
  const [text, setText] = useState('')
  const id = useId()
  const wanted = plain(useDeferredValue(text).trim())
  const shown = wanted ? rows.filter((entry) => plain(entry.text).includes(wanted)) : rows
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id={id} className="font-semibold text-[14px]">
          {heading}
        </h2>
        <span className="text-[12.5px] text-muted">{count}</span>
        <search className="relative w-full sm:ml-auto sm:w-60">
          <Search className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted" aria-hidden />
          <input
            type="search"
            aria-label={filter}
            placeholder={placeholder}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="h-8 w-full rounded-[8px] border border-edge bg-panel pr-3 pl-8"
          />
        </search>
      </div>
      <div className="table-frame">
        <table className={`table ${className ?? ''}`} aria-labelledby={id}>
          {head}
          <tbody>{shown.map((entry) => entry.row)}</tbody>
        </table>
      </div>
      <p role="status" className="text-muted empty:hidden">
        {shown.length === 0 && none}
      </p>
    </>
  )
}

/** Small letters without accents, so that « ecole » finds « École ». */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
