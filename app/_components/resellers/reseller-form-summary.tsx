'use client'

import { TriangleAlert } from 'lucide-react'
import { useWords } from '@/app/_components/i18n/provider'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { ToMend } from '@/app/_components/ui/to-mend'
import type { Consequence } from '@/lib/resellers/product-change'
import type { ResellerErrors } from './reseller-form-errors'
import type { ResellerFailure } from './reseller-form-values'

/** What went wrong in one place, with a way to each field; or what the change does, to be read and confirmed. */
export function ResellerFormSummary({ failure, errors }: { failure: ResellerFailure | null; errors: ResellerErrors }) {
  const { t } = useWords()
  if (failure === null) return null
  if ('reason' in failure) {
    if (failure.reason === 'needs_confirmation') return <Consequences consequences={failure.consequences} />
    if (failure.reason === 'changed_meanwhile') return <FormAlert>{t('resellerForm.changedMeanwhile')}</FormAlert>
    if (failure.reason === 'forbidden') return <FormAlert>{t('ui.forbidden')}</FormAlert>
  }
  return <ToMend form="reseller" title={t('resellerForm.failed', { count: Object.keys(errors).length })} errors={errors} />
}

function Consequences({ consequences }: { consequences: Consequence[] }) {
  const { t } = useWords()
  return (
    <div role="alert" className="flex gap-2 rounded-[8px] bg-warning-soft px-3 py-2.5 text-[13px] text-warning">
      <TriangleAlert className="mt-px size-4 shrink-0" aria-hidden />
      <div className="min-w-0">
        <p className="font-semibold">{t('resellerForm.confirmTitle')}</p>
        <ul className="mt-1 grid list-disc gap-1 pl-4">
          {consequences.map(({ kind, ...facts }) => (
            <li key={kind}>{t(`resellerForm.consequence.${kind}`, facts)}</li>
          ))}
        </ul>
        <label className="mt-2 flex items-center gap-2 font-semibold">
          <input type="checkbox" name="confirmed" value="1" className="size-4 accent-(--accent)" />
          {t('resellerForm.confirm')}
        </label>
      </div>
    </div>
  )
}
