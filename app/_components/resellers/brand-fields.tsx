'use client'

import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import type { BrandChoice } from '@/lib/resellers/types'
import { SelectField, TextField } from './form-field'
import type { ResellerErrors } from './reseller-form-errors'
import type { ResellerValues } from './reseller-form-values'

type Props = { values: ResellerValues; errors: ResellerErrors; brands: BrandChoice[]; product: string }

/** The brand under which a new reseller appears: a shared one for Online, one of its own for the others, or a new one. */
export function BrandFields({ values, errors, brands, product }: Props) {
  const { t } = useWords()
  const offered = brands.filter(({ isShared }) => product === 'online' || !isShared)
  const [picked, setPicked] = useState(values.brandId)
  const isNew = !offered.some(({ id }) => id === picked)
  const common = { values, errors }
  return (
    <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
      <SelectField
        {...common}
        key={product}
        name="brandId"
        label={t('resellerForm.brandChoice')}
        hint={t('resellerForm.brandHint', { product })}
        values={{ ...values, brandId: isNew ? '' : picked }}
        onPick={setPicked}
      >
        {offered.map(({ id, name, host, isShared }) => (
          // Without an address the invitation would lead nowhere.
          <option key={id} value={id} disabled={host === null}>
            {t(isShared ? 'resellerForm.shared' : 'resellerForm.free', { brand: name, host: host ?? t('resellerForm.noHost') })}
          </option>
        ))}
        <option value="">{t('resellerForm.newBrand')}</option>
      </SelectField>
      {isNew && (
        <>
          <TextField {...common} name="productName" maxLength={80} label={t('resellerForm.productName')} />
          <TextField {...common} name="host" maxLength={253} label={t('resellerForm.host')} hint={t('resellerForm.hostHint')} />
          <TextField
            {...common}
            name="accentColor"
            type="color"
            label={t('resellerForm.accentColor')}
            className="h-9 w-20 rounded-[8px] border border-edge bg-panel p-1"
          />
        </>
      )}
    </div>
  )
}
