'use client'

import { CheckCircle2, TriangleAlert, X } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { currentToasts, dismissToast, onToasts, type Toast } from './toast-store'

const NONE: readonly Toast[] = []
const SHOWN_MILLISECONDS = 6_000
const UNDO_MILLISECONDS = 12_000

/** Where toasts appear; the region stands from the start, so that readers notice what is put into it. */
export function Toaster() {
  const toasts = useSyncExternalStore(onToasts, currentToasts, () => NONE)
  return (
    <div className="pointer-events-none fixed right-3 bottom-3 left-3 z-50 grid justify-items-end gap-2 sm:left-auto" aria-live="polite">
      {toasts.map((entry) => (
        <Message key={entry.id} toast={entry} />
      ))}
    </div>
  )
}

function Message({ toast: { id, text, tone, undo } }: { toast: Toast }) {
  const { t } = useWords()
  const [held, setHeld] = useState(false)
  const wait = undo ? UNDO_MILLISECONDS : SHOWN_MILLISECONDS
  useEffect(() => {
    if (held) return
    const timer = setTimeout(dismissToast, wait, id)
    return () => clearTimeout(timer)
  }, [held, id, wait])

  const Icon = tone === 'good' ? CheckCircle2 : TriangleAlert
  const hold = { onPointerEnter: () => setHeld(true), onPointerLeave: () => setHeld(false) }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: being read or pointed at only keeps it from leaving
    <div
      role={tone === 'good' ? 'status' : 'alert'}
      {...hold}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex w-full items-start gap-2.5 rounded-panel border border-line bg-panel py-2.5 pr-2 pl-3 shadow-float sm:w-96"
    >
      <Icon className={`mt-0.5 size-4 shrink-0 ${tone === 'good' ? 'text-good' : 'text-danger'}`} strokeWidth={2.2} aria-hidden />
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{text}</span>
      {undo && (
        <button
          type="button"
          className="shrink-0 rounded-[5px] px-1.5 font-semibold text-accent hover:underline"
          onClick={() => {
            dismissToast(id)
            undo.run()
          }}
        >
          {undo.label}
        </button>
      )}
      <button
        type="button"
        aria-label={t('ui.dismiss')}
        className="grid size-6 shrink-0 place-items-center rounded-[6px] text-muted hover:bg-raised hover:text-ink"
        onClick={() => dismissToast(id)}
      >
        <X className="size-3.5" aria-hidden />
      </button>
    </div>
  )
}
