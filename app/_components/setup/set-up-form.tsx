'use client'

import { useActionState, useEffect, useRef } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { PasswordInput } from '@/app/_components/ui/password-input'
import { setUpAction } from '@/app/setup/actions'
import type { SetUpField, SetUpState, SetUpValues } from './set-up-values'

/** Makes the first operator; works without scripts too, where the page comes back with what was typed and what to mend. */
export function SetUpForm({ values }: { values: SetUpValues }) {
  const { t } = useWords()
  const [state, submit, pending] = useActionState(setUpAction, { values, failure: null, done: null } satisfies SetUpState as SetUpState)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (state.failure) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [state])

  if (state.done) {
    return (
      <div role="status" className="grid justify-items-start gap-3">
        <h2 className="font-semibold text-[15px]">{t('setup.done')}</h2>
        <p className="text-muted">{t('setup.doneText', { name: state.done.name, host: state.done.host })}</p>
        <a href={state.done.url} className={buttonClass('primary')}>
          {t('setup.signIn')}
        </a>
      </div>
    )
  }

  const { failure } = state
  const { invalid, password: fault } = failure !== null && typeof failure === 'object' ? failure : { invalid: [], password: null }
  const errorOf = (name: SetUpField) => {
    if (name === 'code' && (failure === 'wrong_code' || failure === 'too_many')) return t(`setup.${failure}`)
    if (name === 'host' && failure === 'platform_host') return t('setup.platform_host')
    if (name === 'password') return fault ? t(`passwordRule.${fault}`) : undefined
    return invalid.includes(name) ? t(`setup.invalid.${name}`) : undefined
  }
  const field = (name: SetUpField, hint?: string) => {
    const notes = { hint, error: errorOf(name) }
    const about = { id: `setup-${name}`, name, className: inputClass, ...describedBy(`setup-${name}`, notes) }
    const input = { ...about, defaultValue: name === 'password' ? '' : state.values[name], maxLength: 254, autoComplete: 'off' }
    return { field: { id: `setup-${name}`, label: t(`setup.${name}`), ...notes }, input }
  }
  const [code, product, host] = [field('code', t('setup.codeHint')), field('productName'), field('host', t('setup.hostHint'))]
  const [locale, name, user, email] = [field('locale'), field('displayName'), field('userName'), field('email')]
  const password = field('password', t('passwordRule.hint'))
  const { maxLength: _length, autoComplete: _complete, ...select } = locale.input
  return (
    <form ref={form} action={submit} noValidate className="grid gap-5">
      {failure === 'already_set_up' && <FormAlert>{t('setup.already_set_up')}</FormAlert>}
      {invalid.length > 0 && <FormAlert>{t('setup.failed', { count: invalid.length })}</FormAlert>}
      <Field {...code.field}>
        <input {...code.input} autoCapitalize="characters" spellCheck={false} placeholder="XXXX-XXXX-XXXX" />
      </Field>
      <fieldset className="grid gap-4">
        <legend className="mb-3 font-semibold">{t('setup.platform')}</legend>
        <Field {...product.field}>
          <input {...product.input} maxLength={80} />
        </Field>
        <Field {...host.field}>
          <input {...host.input} autoCapitalize="none" spellCheck={false} />
        </Field>
        <Field {...locale.field}>
          <select {...select}>
            <option value="fr">{t('setup.french')}</option>
            <option value="en">{t('setup.english')}</option>
          </select>
        </Field>
      </fieldset>
      <fieldset className="grid gap-4">
        <legend className="mb-3 font-semibold">{t('setup.operator')}</legend>
        <Field {...name.field}>
          <input {...name.input} maxLength={100} autoComplete="name" />
        </Field>
        <Field {...user.field}>
          <input {...user.input} maxLength={100} autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </Field>
        <Field {...email.field}>
          <input {...email.input} type="email" autoComplete="email" />
        </Field>
        <Field {...password.field}>
          <PasswordInput id={password.input.id} name="password" autoComplete="new-password" notes={password.field} />
        </Field>
      </fieldset>
      <button type="submit" className={buttonClass('primary')} disabled={pending} aria-busy={pending}>
        {pending ? t('setup.pending') : t('setup.submit')}
      </button>
    </form>
  )
}
