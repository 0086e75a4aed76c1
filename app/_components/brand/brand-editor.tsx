'use client'

import { useActionState, useEffect, useRef, useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { Panel } from '@/app/_components/ui/panel'
import { type ImageKind, imageKinds } from '@/lib/brands/types'
import { AccentField } from './accent-field'
import { BrandLine, LocaleField } from './brand-fields'
import { brandErrors } from './brand-form-errors'
import { BrandFormSummary } from './brand-form-summary'
import type { BrandField, BrandFormState, PreparedImage } from './brand-form-values'
import { BrandPreview } from './brand-preview'
import { ImageField } from './image-field'

type Props = {
  save: (state: BrandFormState, form: FormData) => Promise<BrandFormState>
  prepare: (form: FormData) => Promise<PreparedImage>
  start: BrandFormState
  /** Where the pictures lie that are stored now. */
  stored: Record<ImageKind, string | null>
  /** The brand's own host, for the address in the preview. */
  host: string
}

/** How a brand looks and is reached, with what comes of it beside. Works without scripts too, then without the preview moving. */
export function BrandEditor({ save, prepare, start, stored, host }: Props) {
  const { t } = useWords()
  const [state, submit, pending] = useActionState(save, start)
  const [values, setValues] = useState(state.values)
  const [images, setImages] = useState(state.images)
  const form = useRef<HTMLFormElement>(null)
  const errors = brandErrors(state.failure, t)
  const [accent, setAccent] = useState(state.values.accentColor)

  // A picture that was refused when it was chosen is no matter of the form's: what the form lacks gets the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a try
  useEffect(() => {
    const wrong = [...(form.current?.querySelectorAll<HTMLInputElement>('[aria-invalid]') ?? [])]
    wrong.find(({ name }) => name.replace(/File$/, '') in errors)?.focus()
  }, [state.attempt])

  const change = (name: BrandField, value: string) => {
    setValues((before) => ({ ...before, [name]: value }))
    if (name === 'accentColor' && /^#[0-9a-f]{6}$/i.test(value.trim())) setAccent(value.trim().toLowerCase())
  }
  const theirs = (name: BrandField) => {
    const value = state.current?.[name]
    return value !== undefined && value !== values[name] ? t('brandForm.current', { value: value || '–' }) : undefined
  }
  const shown = (kind: ImageKind) =>
    images[kind].choice === 'new' ? images[kind].data : images[kind].choice === 'keep' ? stored[kind] : null
  const line = { values, errors, theirs, onChange: change }

  return (
    <form ref={form} action={submit} noValidate className="grid items-start gap-3.5 xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <Panel title={t('brandForm.identity')} titleId="brand-identity">
        <div className="grid gap-4">
          <BrandFormSummary state={state} errors={errors} />
          <input type="hidden" name="version" value={state.version} />
          <BrandLine name="productName" {...line} />
          {imageKinds.map((kind) => (
            <ImageField
              key={kind}
              kind={kind}
              value={images[kind]}
              stored={stored[kind]}
              error={errors[kind]}
              prepare={prepare}
              onChange={(value) => setImages((before) => ({ ...before, [kind]: value }))}
            />
          ))}
          <AccentField
            value={values.accentColor}
            shown={accent}
            error={errors.accentColor}
            current={theirs('accentColor')}
            onChange={(value) => change('accentColor', value)}
          />
          <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
            <BrandLine name="supportEmail" {...line} />
            <BrandLine name="supportPhone" {...line} />
            <BrandLine name="supportUrl" {...line} />
            <BrandLine name="mailSender" {...line} />
            <LocaleField {...line} />
          </div>
          <div className="flex justify-end border-line border-t pt-4">
            <button type="submit" className={buttonClass('primary')} disabled={pending} aria-busy={pending}>
              {pending ? t('ui.saving') : t('ui.save')}
            </button>
          </div>
        </div>
      </Panel>
      <div className="xl:sticky xl:top-[62px]">
        <Panel title={t('brandForm.preview')} titleId="brand-preview" hint={t('brandForm.previewHint')}>
          <BrandPreview values={values} accent={accent} logo={shown('logo')} favicon={shown('favicon')} host={host} />
        </Panel>
      </div>
    </form>
  )
}
