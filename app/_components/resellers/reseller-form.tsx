'use client'

import { type ReactNode, useActionState, useEffect, useRef, useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { FormFooter } from '@/app/_components/ui/form-footer'
import type { BrandChoice } from '@/lib/resellers/types'
import { BrandFields } from './brand-fields'
import { TextField } from './form-field'
import { resellerErrors } from './reseller-form-errors'
import { ResellerFormSummary } from './reseller-form-summary'
import type { ResellerFormState } from './reseller-form-values'
import { TermsFields } from './terms-fields'

type Props = {
  action: (state: ResellerFormState, form: FormData) => Promise<ResellerFormState>
  start: ResellerFormState
  timeZones: string[]
  /** Those a new reseller can be put on; null for one that is there, whose brand and users have their own pages. */
  brands: BrandChoice[] | null
  cancelHref: string
}

/** Creates or changes a reseller; works without scripts too, where the page comes back with what was typed and what to mend. */
export function ResellerForm({ action, start, timeZones, brands, cancelHref }: Props) {
  const { t, f } = useWords()
  const [state, submit, pending] = useActionState(action, start)
  const [product, setProduct] = useState(start.values.product)
  const form = useRef<HTMLFormElement>(null)
  const errors = resellerErrors(state.failure, t, f)
  const common = { values: state.values, errors }

  useEffect(() => {
    if (state.attempt > 0) form.current?.querySelector<HTMLElement>('[aria-invalid], [name=confirmed]')?.focus()
  }, [state.attempt])

  return (
    <form ref={form} action={submit} noValidate className="grid max-w-3xl gap-6">
      <input type="hidden" name="version" value={state.version} />
      <ResellerFormSummary failure={state.failure} errors={errors} />
      <div key={state.attempt} className="grid gap-6">
        <Part title={t('resellerForm.terms')}>
          <TermsFields {...common} timeZones={timeZones} product={product} onProduct={setProduct} />
        </Part>
        {brands && (
          <>
            <Part title={t('resellerForm.brand')}>
              <BrandFields {...common} brands={brands} product={product} />
            </Part>
            <Part title={t('resellerForm.administrator')} hint={t('resellerForm.administratorHint')}>
              <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
                <TextField {...common} name="displayName" maxLength={100} label={t('resellerForm.displayName')} />
                <TextField {...common} name="userName" maxLength={100} autoCapitalize="none" label={t('resellerForm.userName')} />
                <TextField {...common} name="email" type="email" inputMode="email" label={t('resellerForm.email')} />
              </div>
            </Part>
          </>
        )}
      </div>
      <FormFooter cancelHref={cancelHref} pending={pending} />
    </form>
  )
}

function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-semibold text-[14px]">{title}</legend>
      {hint && <p className="mb-3 text-[13px] text-muted">{hint}</p>}
      {children}
    </fieldset>
  )
}
