'use client'

import { useActionState, useEffect, useRef, useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { FormFooter } from '@/app/_components/ui/form-footer'
import { addBrandAction, type NewBrandState } from '@/app/portal/[brand]/(operator)/operator/brands/new/actions'
import { AccentField } from './accent-field'

const START: NewBrandState = { attempt: 0, values: { slug: '', productName: '', accentColor: '#0a7b91', locale: 'fr' }, failure: null }

/** The least that a brand needs; works without scripts too. */
export function NewBrandForm() {
  const { t } = useWords()
  const [state, submit, pending] = useActionState(addBrandAction, START)
  const [accent, setAccent] = useState(state.values.accentColor)
  const form = useRef<HTMLFormElement>(null)
  const { failure, values } = state
  useEffect(() => {
    if (state.attempt > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [state.attempt])

  const error = (name: keyof typeof values): string | undefined => {
    if (name === 'slug' && failure === 'slug_taken') return t('brands.slugTaken')
    return failure && typeof failure === 'object' && failure.invalid.includes(name) ? t(`brands.invalid.${name}`) : undefined
  }
  const isColor = /^#[0-9a-f]{6}$/i.test(accent)
  const slug = { hint: t('brands.slugHint'), error: error('slug') }
  const name = { error: error('productName') }
  const locale = { error: error('locale') }
  return (
    <form ref={form} action={submit} noValidate className="grid max-w-xl gap-4">
      {failure === 'forbidden' && <FormAlert>{t('ui.forbidden')}</FormAlert>}
      <Field id="brand-productName" label={t('brands.productName')} {...name}>
        <input
          id="brand-productName"
          key={`name-${state.attempt}`}
          name="productName"
          defaultValue={values.productName}
          maxLength={80}
          autoComplete="off"
          className={inputClass}
          {...describedBy('brand-productName', name)}
        />
      </Field>
      <Field id="brand-slug" label={t('brands.slug')} {...slug}>
        <input
          id="brand-slug"
          key={`slug-${state.attempt}`}
          name="slug"
          defaultValue={values.slug}
          maxLength={40}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className={inputClass}
          {...describedBy('brand-slug', slug)}
        />
      </Field>
      <AccentField value={accent} shown={isColor ? accent.toLowerCase() : '#334155'} error={error('accentColor')} onChange={setAccent} />
      <Field id="brand-locale" label={t('brands.locale')} {...locale}>
        <select
          id="brand-locale"
          key={`locale-${state.attempt}`}
          name="locale"
          defaultValue={values.locale}
          className={inputClass}
          {...describedBy('brand-locale', locale)}
        >
          <option value="fr">{t('brandForm.french')}</option>
          <option value="en">{t('brandForm.english')}</option>
        </select>
      </Field>
      <p className="text-[12.5px] text-muted">{t('brands.next')}</p>
      <FormFooter cancelHref="/operator/brands" pending={pending} />
    </form>
  )
}
