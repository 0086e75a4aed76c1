'use client'

import { useActionState, useEffect, useRef } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass, dangerButtonClass } from '@/app/_components/ui/button'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { Link } from '@/app/_components/ui/link'
import { ManyFields, type Shared } from './many-fields'
import type { ManyFailure, ManyState } from './many-form-values'
import { ManyMachinesList } from './many-machines-list'

type Props = {
  action: (state: ManyState, form: FormData) => Promise<ManyState>
  start: ManyState
  paths: Shared[]
  excludes: Shared[]
  cancelHref: string
}

/** Changes many files at once: first shown machine by machine, then confirmed. */
export function ManyForm({ action, start, paths, excludes, cancelHref }: Props) {
  const { t } = useWords()
  const [state, submit, pending] = useActionState(action, start)
  const heading = useRef<HTMLHeadingElement>(null)
  const { review } = state
  useEffect(() => {
    if (state.review) heading.current?.focus()
  }, [state.review])
  const loses = review?.machines.some(({ losses }) => losses.length > 0)
  if (review) {
    return (
      <form action={submit} className="grid gap-4">
        <h2 ref={heading} tabIndex={-1} className="font-semibold text-[15px]">
          {t('contractConfig.reviewHeading', { count: review.machines.length })}
        </h2>
        {loses && (
          <div role="alert" className="rounded-[8px] bg-warning-soft px-3 py-2.5 text-[13px] text-warning">
            <p className="font-semibold">{t('config.protectsLess')}</p>
            <p>{t('config.reviewText')}</p>
          </div>
        )}
        <ManyMachinesList machines={review.machines} />
        <div className="flex flex-wrap justify-end gap-2">
          <button type="submit" name="intent" value="back" className={buttonClass()} disabled={pending}>
            {t('config.backToEditing')}
          </button>
          <button
            type="submit"
            name="intent"
            value="confirm"
            className={loses ? dangerButtonClass : buttonClass('primary')}
            disabled={pending}
            aria-busy={pending}
          >
            {pending ? t('ui.saving') : t('ui.confirm')}
          </button>
        </div>
      </form>
    )
  }
  return (
    <form action={submit} noValidate className="grid gap-4">
      <ManyNote failure={state.failure} />
      <ManyFields key={state.attempt} values={state.values} paths={paths} excludes={excludes} />
      <div className="flex flex-wrap justify-end gap-2">
        <Link href={cancelHref} className={buttonClass()}>
          {t('ui.cancel')}
        </Link>
        <button type="submit" name="intent" value="review" className={buttonClass('primary')} disabled={pending} aria-busy={pending}>
          {pending ? t('ui.pending') : t('contractConfig.review')}
        </button>
      </div>
    </form>
  )
}

function ManyNote({ failure }: { failure: ManyFailure | null }) {
  const { t } = useWords()
  if (!failure) return null
  if (failure.reason === 'invalid') {
    return (
      <div className="grid gap-2">
        <FormAlert>{t('contractConfig.invalidMachines')}</FormAlert>
        <ManyMachinesList machines={failure.machines} />
      </div>
    )
  }
  if (failure.reason === 'overtaken') return <FormAlert>{t('contractConfig.overtaken', { machines: failure.names.join(', ') })}</FormAlert>
  const texts = { nothing: t('contractConfig.nothingChanges'), fields: t('config.problem.out_of_range'), forbidden: t('ui.forbidden') }
  return <FormAlert>{texts[failure.reason]}</FormAlert>
}
