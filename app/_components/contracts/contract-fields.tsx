'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import type { ContractErrors } from './contract-form-errors'
import type { ContractValues } from './contract-form-values'
import { MachineLimitField } from './machine-limit-field'

export type ContractFormFacts = {
  spaces: { id: string; name: string }[]
  /** The space's name where it can no longer be chosen. */
  fixedSpace: string | null
  /** The product's own history, where it leaves no choice. */
  fixedRetentionDays: number | null
  alertEmail: string
}

type Props = { values: ContractValues; current: ContractValues | null; errors: ContractErrors; facts: ContractFormFacts }

export function ContractFields({ values, current, errors, facts }: Props) {
  const { t } = useWords()
  const languages = { fr: t('contractForm.french'), en: t('contractForm.english') }
  const spaceName = (id: string) => facts.spaces.find((space) => space.id === id)?.name ?? id

  /** What stands below a field, and the attributes by which its input points there. */
  function about(name: keyof ContractValues, hint?: string, show: (value: string) => string = (value) => value) {
    const theirs = current && current[name] !== values[name] ? t('contractForm.current', { value: show(String(current[name])) }) : undefined
    const notes = { hint, error: errors[name], current: theirs }
    const id = `contract-${name}`
    return {
      field: { id, ...notes },
      input: { id, name, ...describedBy(id, notes), 'data-changed': theirs ? true : undefined },
    }
  }
  const [title, email] = [about('title'), about('clientEmail', t('contractForm.emailHint'))]
  const language = about('clientLocale', t('contractForm.languageHint'), (code) => (code === 'en' ? languages.en : languages.fr))
  const volume = about('gigabytes', t('contractForm.volumeHint'))
  const retention = about('retentionDays', t(facts.fixedRetentionDays ? 'contractForm.retentionFixed' : 'contractForm.retentionHint'))
  const space = about('spaceId', undefined, spaceName)
  const limit = about('machineLimit', undefined, (count) => count || t('contractForm.unlimited'))
  return (
    <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
      <Field label={t('contractForm.title')} {...title.field}>
        <input {...title.input} defaultValue={values.title} maxLength={200} autoComplete="off" className={inputClass} />
      </Field>
      {facts.spaces.length > 1 || facts.fixedSpace !== null ? (
        <Field label={t('contractForm.space')} {...space.field} hint={facts.fixedSpace === null ? undefined : t('contractForm.spaceFixed')}>
          {facts.fixedSpace === null ? (
            <select {...space.input} defaultValue={values.spaceId} className={inputClass}>
              {facts.spaces.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          ) : (
            <input
              id="contract-spaceId"
              readOnly
              value={facts.fixedSpace}
              aria-describedby="contract-spaceId-hint"
              className={inputClass}
            />
          )}
        </Field>
      ) : (
        <input type="hidden" name="spaceId" value={values.spaceId} />
      )}
      <Field label={t('contractForm.email')} {...email.field}>
        <input
          {...email.input}
          type="email"
          inputMode="email"
          defaultValue={values.clientEmail}
          maxLength={254}
          autoComplete="off"
          className={inputClass}
        />
      </Field>
      <Field label={t('contractForm.language')} {...language.field}>
        <select {...language.input} defaultValue={values.clientLocale} className={inputClass}>
          <option value="fr">{languages.fr}</option>
          <option value="en">{languages.en}</option>
        </select>
      </Field>
      <Field label={t('contractForm.volume')} {...volume.field}>
        <input
          {...volume.input}
          inputMode="decimal"
          defaultValue={values.gigabytes}
          maxLength={30}
          autoComplete="off"
          className={inputClass}
        />
      </Field>
      <MachineLimitField {...limit} values={values} />
      <Field label={t('contractForm.retention')} {...retention.field}>
        {facts.fixedRetentionDays === null ? (
          <input
            {...retention.input}
            inputMode="numeric"
            defaultValue={values.retentionDays}
            maxLength={9}
            autoComplete="off"
            className={inputClass}
          />
        ) : (
          <input
            id="contract-retentionDays"
            disabled
            value={facts.fixedRetentionDays}
            aria-describedby="contract-retentionDays-hint"
            className={inputClass}
          />
        )}
      </Field>
      <Field id="contract-alertEmail" label={t('contractForm.alertEmail')} hint={t('contractForm.alertEmailHint')}>
        <input
          id="contract-alertEmail"
          readOnly
          value={facts.alertEmail}
          aria-describedby="contract-alertEmail-hint"
          className={inputClass}
        />
      </Field>
    </div>
  )
}
