'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import type { CompiledTranslate } from '@/lib/i18n/compiled-translator'
import type { Formatter } from '@/lib/i18n/formatter'
import type { SpaceFormState, SpaceValues } from './space-form-values'

/** What is known before anyone types; a new space has and uses nothing. */
export type SpaceFormFacts = { allocatedBytes: number; usedBytes: number; resellerEmail: string }
type Errors = Partial<Record<keyof SpaceValues, string>>

/** What a space could hold at most: what it has, and what is left. */
const mostBytes = (state: SpaceFormState, facts: SpaceFormFacts): number => facts.allocatedBytes + Math.max(0, state.freeBytes)

/** What to mend, at the field where it is mended. */
export function spaceErrors(state: SpaceFormState, facts: SpaceFormFacts, t: CompiledTranslate, f: Formatter): Errors {
  const { failure } = state
  if (failure === 'name_taken') return { name: t('spaceForm.nameTaken') }
  if (failure === 'volume_exceeded') return { gigabytes: t('spaceForm.volumeExceeded', { most: f.bytes(mostBytes(state, facts)) }) }
  if (failure === 'below_used') return { gigabytes: t('spaceForm.belowUsed', { used: f.bytes(facts.usedBytes) }) }
  if (failure === null || typeof failure === 'string') return {}
  const texts = {
    name: t('spaceForm.invalidName'),
    gigabytes: t('spaceForm.invalidVolume'),
    alertEmail: t('spaceForm.invalidEmail'),
  }
  return Object.fromEntries(failure.invalid.map((field) => [field, texts[field]]))
}

type Props = { state: SpaceFormState; errors: Errors; facts: SpaceFormFacts }

export function SpaceFields({ state, errors, facts }: Props) {
  const { t, f } = useWords()
  const { values, current } = state
  const most = mostBytes(state, facts)

  /** What stands below a field, and the attributes by which its input points there. */
  function about(name: keyof SpaceValues, hint: string) {
    const theirs = current && current[name] !== values[name] ? t('spaceForm.current', { value: current[name] || '–' }) : undefined
    const notes = { hint, error: errors[name], current: theirs }
    const id = `space-${name}`
    return {
      field: { id, ...notes },
      input: { id, name, defaultValue: values[name], ...describedBy(id, notes), 'data-changed': theirs ? true : undefined },
    }
  }
  const volumeHint =
    facts.usedBytes > 0
      ? t('spaceForm.volumeUsed', { used: f.bytes(facts.usedBytes), most: f.bytes(most) })
      : most > 0
        ? t('spaceForm.volumeFree', { free: f.bytes(most) })
        : t('spaceForm.volumeNone')
  const name = about('name', t('spaceForm.nameHint'))
  const volume = about('gigabytes', volumeHint)
  const email = about('alertEmail', t('spaceForm.alertEmailHint', { email: facts.resellerEmail }))
  return (
    <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
      <Field label={t('spaceForm.name')} {...name.field}>
        <input {...name.input} maxLength={100} autoComplete="off" className={inputClass} />
      </Field>
      <Field label={t('spaceForm.volume')} {...volume.field}>
        <input {...volume.input} inputMode="decimal" maxLength={30} autoComplete="off" className={inputClass} />
      </Field>
      <Field label={t('spaceForm.alertEmail')} {...email.field}>
        <input {...email.input} type="email" inputMode="email" maxLength={254} autoComplete="off" className={inputClass} />
      </Field>
    </div>
  )
}
