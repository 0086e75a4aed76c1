'use client'

import { LoaderCircle, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { PaletteOptions } from './palette-options'
import { type Option, optionsFor, type Page, stepIn } from './search-hits'
import { useSearch } from './use-search'

/** The field and what it finds: a combobox over one list, walked by arrows, opened by Enter. */
export function PaletteBox({ pages, close }: { pages: Page[]; close: () => void }) {
  const { t } = useWords()
  const router = useRouter()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const { hits, pending, failed } = useSearch(text)
  const options = optionsFor(text, pages, hits)
  const current = Math.min(chosen, options.length - 1)
  const [isEntered, setIsEntered] = useState(false)

  function go(option: Option | undefined) {
    setIsEntered(false)
    if (!option) return
    close()
    router.push(option.href)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was entered opens once, when its answer is there
  useEffect(() => {
    if (isEntered && !pending) go(options[current])
  }, [isEntered, pending])
  function press(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setChosen(stepIn(options.length, current, event.key === 'ArrowDown' ? 1 : -1))
    }
    if (event.key !== 'Enter') return
    // Closing gives focus back: the field that gets it would take this same Enter and send its form.
    event.preventDefault()
    // What stands there while an answer is on its way answers an older text: Enter waits. Pages are matched at once.
    if (pending && options[current]?.kind !== 'page') setIsEntered(true)
    else go(options[current])
  }

  const status = failed ? t('palette.failed') : pending ? t('palette.loading') : t('palette.count', { count: options.length })
  return (
    <div className="flex min-h-0 w-full flex-col">
      <div className="flex items-center gap-2.5 border-line border-b px-3.5">
        {pending ? (
          <LoaderCircle className="size-4 shrink-0 animate-spin text-muted" aria-hidden />
        ) : (
          <Search className="size-4 shrink-0 text-muted" aria-hidden />
        )}
        <input
          // biome-ignore lint/a11y/noAutofocus: a dialog opened by the user puts the cursor where one types
          autoFocus
          type="text"
          role="combobox"
          aria-label={t('palette.title')}
          aria-expanded={options.length > 0}
          aria-controls="palette-options"
          aria-autocomplete="list"
          aria-activedescendant={options[current]?.id}
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          placeholder={t('palette.placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setChosen(0)
            setIsEntered(false)
          }}
          onKeyDown={press}
          className="h-12 w-full min-w-0 bg-transparent text-[15px] outline-none"
        />
        <kbd className="shrink-0 rounded-[5px] border border-line px-1.5 font-sans text-[11px] text-muted leading-5">
          {t('palette.escape')}
        </kbd>
      </div>
      <p role="status" className="sr-only">
        {status}
      </p>
      {options.length > 0 ? (
        <PaletteOptions options={options} current={current} choose={setChosen} go={go} />
      ) : (
        <p className="px-4 py-8 text-center text-muted">
          {failed ? t('palette.failed') : pending ? t('palette.loading') : t('palette.nothing', { text: text.trim() })}
        </p>
      )}
    </div>
  )
}
