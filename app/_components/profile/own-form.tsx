'use client'

import type { ReactNode, RefObject } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass, dangerButtonClass } from '@/app/_components/ui/button'
import { FormAlert } from '@/app/_components/ui/form-alert'

type Props = {
  form: RefObject<HTMLFormElement | null>
  submit: (form: FormData) => void
  pending: boolean
  alert: string | undefined
  label: string
  danger?: boolean
  children: ReactNode
}

/** A form about the own account; works without scripts too, where the page comes back with what is to be mended. */
export function OwnForm({ form, submit, pending, alert, label, danger, children }: Props) {
  const { t } = useWords()
  return (
    <form ref={form} action={submit} noValidate className="grid content-start gap-4">
      {alert && <FormAlert>{alert}</FormAlert>}
      {children}
      <div className="flex justify-end">
        <button type="submit" disabled={pending} aria-busy={pending} className={danger ? dangerButtonClass : buttonClass('primary')}>
          {pending ? t('ui.saving') : label}
        </button>
      </div>
    </form>
  )
}
