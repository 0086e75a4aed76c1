import type { ImageKind } from '@/lib/brands/types'
import type { CompiledTranslate } from '@/lib/i18n/compiled-translator'
import type { BrandFailure, BrandField } from './brand-form-values'

export type BrandErrors = Partial<Record<BrandField | ImageKind, string>>

/** What to mend, at the field where it is mended. */
export function brandErrors(failure: BrandFailure | null, t: CompiledTranslate): BrandErrors {
  if (failure?.reason === 'image') return { [failure.kind]: imageProblemText(failure.problem, t) }
  if (failure?.reason === 'foreign_sender') return { mailSender: t('brandForm.foreignSender') }
  if (failure?.reason !== 'invalid') return {}
  return Object.fromEntries(failure.fields.map((field) => [field, t(`brandForm.invalid.${field}`)]))
}

export const imageProblemText = (problem: string, t: CompiledTranslate): string =>
  t(
    problem === 'forbidden'
      ? 'ui.forbidden'
      : problem === 'unreachable'
        ? 'ui.unreachable'
        : (`brandForm.image.${problem}` as 'brandForm.image.too_large'),
  )
