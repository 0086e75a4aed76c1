'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from './button'
import { toast } from './toast-store'

const compactClass = 'inline-flex items-center gap-1 rounded-[4px] text-[12px] text-accent hover:underline'
const SHOWN_MILLISECONDS = 2500

type Props = { text: string; label: string; compact?: boolean }

export function CopyButton({ text, label, compact = false }: Props) {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(setCopied, SHOWN_MILLISECONDS, false)
    return () => clearTimeout(timer)
  }, [copied])

  // Browsers offer the clipboard on secure pages alone.
  const copy = () =>
    Promise.resolve(navigator.clipboard?.writeText(text) ?? Promise.reject()).then(
      () => setCopied(true),
      () => toast({ tone: 'danger', text: t('ui.copyFailed') }),
    )

  const Icon = copied ? Check : Copy
  return (
    <button type="button" className={compact ? compactClass : buttonClass()} onClick={copy}>
      <Icon className={compact ? 'size-3.5' : 'size-4'} aria-hidden />
      {copied ? t('ui.copied') : label}
    </button>
  )
}
