'use client'

import { Download } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { CopyButton } from '@/app/_components/ui/copy-button'
import { Link } from '@/app/_components/ui/link'
import { Panel } from '@/app/_components/ui/panel'

/** The recovery codes, this once. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const { t } = useWords()
  const place = useRef<HTMLDivElement>(null)
  const text = `${codes.join('\n')}\n`
  useEffect(() => place.current?.focus(), [])
  return (
    <Panel title={t('twoSteps.codes')} titleId="recovery-codes" className="max-w-xl">
      <div ref={place} tabIndex={-1} role="status" aria-labelledby="recovery-codes" className="grid gap-4 outline-none">
        <p className="text-muted">{t('twoSteps.codesText')}</p>
        <ol className="grid gap-x-6 gap-y-1.5 rounded-[8px] bg-raised p-4 font-mono text-[14px] sm:grid-cols-2">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
        <div className="flex flex-wrap gap-2">
          <CopyButton text={text} label={t('twoSteps.copyCodes')} />
          <a href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`} download={t('twoSteps.fileName')} className={buttonClass()}>
            <Download className="size-4" aria-hidden />
            {t('twoSteps.download')}
          </a>
          <Link href="/profile" className={`${buttonClass('primary')} sm:ml-auto`}>
            {t('twoSteps.done')}
          </Link>
        </div>
      </div>
    </Panel>
  )
}
