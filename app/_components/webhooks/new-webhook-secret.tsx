'use client'

import { KeyRound } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { CopyButton } from '@/app/_components/ui/copy-button'
import { Link } from '@/app/_components/ui/link'
import { Panel } from '@/app/_components/ui/panel'

type Props = { name: string; webhookId: string; secret: string }

/** A new webhook's secret at large, to be taken over into the tool that receives. */
export function NewWebhookSecret({ name, webhookId, secret }: Props) {
  const { t } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <Panel className="max-w-3xl">
      <div className="grid gap-5">
        <div role="status" className="grid gap-1">
          <h2 ref={heading} tabIndex={-1} className="flex items-center gap-2 font-semibold text-[16px] outline-none">
            <KeyRound className="size-4.5 shrink-0 text-good" aria-hidden />
            {t('webhookForm.added', { name })}
          </h2>
          <p className="text-muted">{t('webhookForm.addedText')}</p>
        </div>
        <section className="grid gap-2" aria-labelledby="new-secret">
          <h3 id="new-secret" className="font-medium text-[13px]">
            {t('webhookForm.secret')}
          </h3>
          <code className="select-all rounded-[8px] border border-edge bg-raised px-4 py-3 font-mono text-[14px] [overflow-wrap:anywhere]">
            {secret}
          </code>
          <div className="flex flex-wrap items-center gap-3">
            <CopyButton text={secret} label={t('webhookForm.copy')} />
            <p className="text-[12.5px] text-muted">{t('webhookForm.again')}</p>
          </div>
        </section>
        <div className="border-line border-t pt-4">
          <Link href={`/webhooks/${webhookId}`} className={buttonClass('primary')}>
            {t('webhookForm.toWebhook')}
          </Link>
        </div>
      </div>
    </Panel>
  )
}
