'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { CopyButton } from '@/app/_components/ui/copy-button'

/** The TXT record to set where the host's domain is kept, each part ready to be copied. */
export function ProofRecord({ record: { name, value } }: { record: { name: string; value: string } }) {
  const { t } = useWords()
  return (
    <div className="rounded-[8px] bg-raised p-3 text-[13px]">
      <p className="mb-2">{t('brandHosts.recordHelp')}</p>
      <dl className="grid gap-x-4 gap-y-1.5 sm:grid-cols-[auto_minmax(0,1fr)]">
        <dt className="text-muted">{t('brandHosts.recordType')}</dt>
        <dd className="font-mono">TXT</dd>
        <dt className="text-muted">{t('brandHosts.recordName')}</dt>
        <dd className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <code className="[overflow-wrap:anywhere]">{name}</code>
          <CopyButton text={name} label={t('brandHosts.copyName')} compact />
        </dd>
        <dt className="text-muted">{t('brandHosts.recordValue')}</dt>
        <dd className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <code className="[overflow-wrap:anywhere]">{value}</code>
          <CopyButton text={value} label={t('brandHosts.copyValue')} compact />
        </dd>
      </dl>
    </div>
  )
}
