'use client'

import { KeyRound } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { CopyButton } from './copy-button'

type Props = {
  title: string
  text: string
  secret: { name: string; value: string; copy: string; again: string }
  /** For one that is short enough to be read out. */
  large?: boolean
  children: ReactNode
}

/** A secret that was just made, to be taken over where it is needed, and what to do next. */
export function NewSecret({ title, text, secret, large = false, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  useEffect(() => heading.current?.focus(), [])
  const size = large ? 'text-center font-semibold text-[18px] tracking-[0.04em] sm:text-[22px]' : 'text-[14px]'
  return (
    <div className="grid max-w-3xl gap-5">
      <div role="status" className="grid gap-1">
        <h2 ref={heading} tabIndex={-1} className="flex items-center gap-2 font-semibold text-[16px] outline-none">
          <KeyRound className="size-4.5 shrink-0 text-good" aria-hidden />
          {title}
        </h2>
        <p className="text-muted">{text}</p>
      </div>
      <section className="grid gap-2" aria-labelledby={id}>
        <h3 id={id} className="font-medium text-[13px]">
          {secret.name}
        </h3>
        <code className={`select-all rounded-[8px] border border-edge bg-raised px-4 py-3 font-mono [overflow-wrap:anywhere] ${size}`}>
          {secret.value}
        </code>
        <div className="flex flex-wrap items-center gap-3">
          <CopyButton text={secret.value} label={secret.copy} />
          <p className="text-[12.5px] text-muted">{secret.again}</p>
        </div>
      </section>
      {children}
    </div>
  )
}
