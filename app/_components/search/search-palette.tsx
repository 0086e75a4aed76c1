'use client'

import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { iconButtonClass } from '@/app/_components/ui/button'
import { PaletteBox } from './palette-box'
import type { Page } from './search-hits'

/** Ctrl-K and the field in the top bar: both open one dialog, which the browser closes by Escape and gives focus back from. */
export function SearchPalette({ pages }: { pages: Page[] }) {
  const { t } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const [open, setOpen] = useState(false)

  useEffect(() => {
    function listen(event: KeyboardEvent) {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      setOpen(true)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal()
    if (!open) dialog.current?.close()
  }, [open])

  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K"
        className="hidden h-8 w-full max-w-[380px] items-center gap-2 rounded-[8px] border border-edge bg-panel pr-1.5 pl-2.5 text-muted hover:bg-raised lg:flex"
      >
        <Search className="size-4 shrink-0" aria-hidden />
        <span className="truncate">{t('palette.placeholder')}</span>
        <kbd className="ml-auto shrink-0 rounded-[5px] border border-line px-1.5 font-sans text-[11px] leading-5">{t('palette.keys')}</kbd>
      </button>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        aria-label={t('palette.open')}
        className={`${iconButtonClass} ml-auto lg:hidden`}
      >
        <Search className="size-4" aria-hidden />
      </button>
      <dialog
        ref={dialog}
        aria-label={t('palette.title')}
        onClose={() => setOpen(false)}
        closedby="any"
        className="mx-auto mt-[10dvh] max-h-[75dvh] w-[min(600px,calc(100vw-24px))] overflow-hidden rounded-panel border border-line bg-panel p-0 text-ink shadow-float backdrop:bg-black/40 open:flex"
      >
        {open && <PaletteBox pages={pages} close={() => setOpen(false)} />}
      </dialog>
    </>
  )
}
