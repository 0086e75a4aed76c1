'use client'

import { Headset } from 'lucide-react'
import { useEffect, useState, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass } from '@/app/_components/ui/button'
import { toast } from '@/app/_components/ui/toast-store'
import { showSupportCodeAction } from '@/app/portal/[brand]/(account)/support-access/actions'
import { ACCESS_MINUTES } from '@/lib/support/times'

type Shown = { code: string; endsAt: number }

/** A code to read out on the phone, made when it is asked for: a control room hangs on many a wall (requirements G3). */
export function SupportCode() {
  const { t } = useWords()
  const failureText = useFailureText()
  const [shown, setShown] = useState<Shown | null>(null)
  const [pending, startTransition] = useTransition()

  const show = () =>
    startTransition(async () => {
      const result = await showSupportCodeAction({}).catch(() => null)
      if (result?.ok) setShown({ code: result.value.code, endsAt: Date.now() + result.value.leftSeconds * 1000 })
      else toast({ tone: 'danger', text: result ? failureText(result) : t('ui.unreachable') })
    })

  return (
    <section
      aria-labelledby="support-code"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-panel border border-line bg-panel px-4 py-2.5 shadow-panel"
    >
      <h2 id="support-code" className="flex items-center gap-2 font-semibold text-[14px]">
        <Headset className="size-4 text-muted" aria-hidden />
        {t('support.help')}
      </h2>
      <div className="min-w-0 flex-1 text-[13px] text-muted" aria-live="polite">
        {shown ? <Code {...shown} /> : t('support.helpText', { minutes: ACCESS_MINUTES })}
      </div>
      <span className="flex flex-wrap gap-2">
        {shown && (
          <button type="button" className={buttonClass()} onClick={() => setShown(null)}>
            {t('support.hide')}
          </button>
        )}
        <button type="button" className={buttonClass()} onClick={show} disabled={pending} aria-busy={pending}>
          {t(shown ? 'support.another' : 'support.show')}
        </button>
      </span>
    </section>
  )
}

function Code({ code, endsAt }: Shown) {
  const { t, f } = useWords()
  const [left, setLeft] = useState(() => endsAt - Date.now())
  useEffect(() => {
    setLeft(endsAt - Date.now())
    const timer = setInterval(() => setLeft(endsAt - Date.now()), 1000)
    return () => clearInterval(timer)
  }, [endsAt])
  if (left <= 0) return t('support.expired')
  return (
    <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <span className="sr-only">{t('support.code')}</span>
      <strong className="select-all whitespace-nowrap font-mono font-semibold text-[22px] text-ink tracking-[0.12em]">{code}</strong>
      {/* Not read out each second. */}
      <span aria-live="off" className="tabular-nums">
        {t('support.valid', { left: f.duration(left / 1000) })}
      </span>
    </span>
  )
}
