'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { SelectField, TextField } from './form-field'
import type { ResellerErrors } from './reseller-form-errors'
import type { ResellerValues } from './reseller-form-values'

type Props = {
  values: ResellerValues
  errors: ResellerErrors
  timeZones: string[]
  /** The product that is chosen right now. */
  product: string
  onProduct: (product: string) => void
}

/** What is agreed on with a reseller, new or not. */
export function TermsFields({ values, errors, timeZones, product, onProduct }: Props) {
  const { t } = useWords()
  const common = { values, errors }
  return (
    <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
      <TextField {...common} name="name" label={t('resellerForm.name')} maxLength={200} />
      <TextField
        {...common}
        name="alertEmail"
        type="email"
        inputMode="email"
        label={t('resellerForm.alertEmail')}
        hint={t('resellerForm.alertEmailHint')}
      />
      <SelectField {...common} name="product" label={t('resellerForm.product')} onPick={onProduct}>
        {(['online', 'pro', 'business'] as const).map((each) => (
          <option key={each} value={each}>
            {t(`operator.product.${each}`)}
          </option>
        ))}
      </SelectField>
      <SelectField {...common} name="pack" label={t('resellerForm.pack')} hint={t('resellerForm.packHint')}>
        <option value="control_room">{t('operator.pack.control_room')}</option>
        <option value="statistics">{t('operator.pack.statistics')}</option>
      </SelectField>
      <AdministrationOption values={values} product={product} />
      <TextField
        {...common}
        name="gigabytes"
        inputMode="decimal"
        maxLength={30}
        label={t('resellerForm.volume')}
        hint={t('resellerForm.volumeHint')}
      />
      <SelectField {...common} name="locale" label={t('resellerForm.locale')} hint={t('resellerForm.localeHint')}>
        <option value="fr">{t('resellerForm.french')}</option>
        <option value="en">{t('resellerForm.english')}</option>
      </SelectField>
      <SelectField {...common} name="timeZone" label={t('resellerForm.timeZone')} hint={t('resellerForm.timeZoneHint')}>
        {timeZones.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </SelectField>
    </div>
  )
}

/** The option is one of Pro: part of Business, and not there for Online (requirements A6). */
function AdministrationOption({ values, product }: { values: ResellerValues; product: string }) {
  const { t } = useWords()
  const hint = t(
    product === 'business' ? 'resellerForm.optionBusiness' : product === 'online' ? 'resellerForm.optionOnline' : 'resellerForm.optionPro',
  )
  return (
    <div className="grid content-start gap-1.5">
      <span className="font-medium text-[13px]" aria-hidden>
        {t('resellerForm.option')}
      </span>
      <label className="flex min-h-9 items-center gap-2 rounded-[8px] border border-line px-3 py-1.5 has-disabled:bg-raised has-disabled:text-muted">
        <input
          key={product}
          type="checkbox"
          name="administrationOption"
          defaultChecked={product === 'business' || (product === 'pro' && values.administrationOption)}
          disabled={product !== 'pro'}
          aria-describedby="option-hint"
          className="size-4 accent-(--accent)"
        />
        {t('resellerForm.option')}
      </label>
      <p id="option-hint" className="text-[12.5px] text-muted">
        {hint}
      </p>
    </div>
  )
}
