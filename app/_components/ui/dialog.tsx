'use client'

import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'

type Props = { title: string; onClose: () => void; children: ReactNode }

/** A modal dialog while it is rendered. The browser's own: it holds the focus, closes on Escape and gives the focus back. */
export function Dialog({ title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  // In the layout phase, so that it closes before it leaves the page and the focus goes back.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      className="m-auto w-[min(30rem,calc(100vw-1.5rem))] whitespace-normal rounded-panel border border-line bg-panel p-5 text-left font-normal text-[14px] text-ink shadow-float backdrop:bg-black/45"
    >
      <h2 id={id} className="mb-2 font-semibold text-[16px] [overflow-wrap:anywhere]">
        {title}
      </h2>
      {children}
    </dialog>
  )
}
