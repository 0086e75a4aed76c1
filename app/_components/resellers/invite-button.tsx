'use client'

import { UserPlus } from 'lucide-react'
import { useState, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { inputClass } from '@/app/_components/ui/field'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { toast } from '@/app/_components/ui/toast-store'
import { inviteAdministratorAction } from '@/app/portal/[brand]/(operator)/operator/resellers/actions'

const fields = [
  ['displayName', 'text', 100],
  ['userName', 'text', 100],
  ['email', 'email', 254],
] as const

/** Asks for who is invited as an administrator of the reseller, and sends the invitation. */
export function InviteButton({ resellerId }: { resellerId: string }) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <button type="button" className={buttonClass()} onClick={() => setAsking(true)}>
        <UserPlus className="size-4" aria-hidden />
        {t('resellerActions.invite')}
      </button>
      {asking && <InviteDialog resellerId={resellerId} onClose={() => setAsking(false)} />}
    </>
  )
}

function InviteDialog({ resellerId, onClose }: { resellerId: string; onClose: () => void }) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [error, setError] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()

  function send(form: FormData) {
    const [displayName = '', userName = '', email = ''] = fields.map(([name]) => String(form.get(name) ?? '').trim())
    startTransition(async () => {
      const result = await inviteAdministratorAction({ resellerId, displayName, userName, email }).catch(() => null)
      if (result?.ok) {
        toast({ tone: 'good', text: t('resellerActions.invited', { name: displayName }) })
        return onClose()
      }
      const known = { user_name_taken: t('resellerActions.userNameTaken'), invalid: t('resellerActions.inviteInvalid') }
      setError(result ? failureText(result, known) : t('ui.unreachable'))
    })
  }

  return (
    <Dialog title={t('resellerActions.invite')} onClose={() => pending || onClose()}>
      <form
        className="grid gap-3"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!pending) send(new FormData(event.currentTarget))
        }}
      >
        <p className="text-muted">{t('resellerActions.inviteText')}</p>
        {fields.map(([name, type, maxLength]) => (
          <label key={name} className="grid gap-1.5 font-medium text-[13px]">
            {t(`resellerActions.${name}`)}
            <input name={name} type={type} maxLength={maxLength} autoComplete="off" autoCapitalize="none" className={inputClass} />
          </label>
        ))}
        {error && <FormAlert>{error}</FormAlert>}
        <div className="mt-1 flex flex-wrap justify-end gap-2">
          <button type="button" className={buttonClass()} onClick={onClose} disabled={pending}>
            {t('ui.cancel')}
          </button>
          <button type="submit" className={buttonClass('primary')} disabled={pending} aria-busy={pending}>
            {pending ? t('ui.pending') : t('resellerActions.send')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
