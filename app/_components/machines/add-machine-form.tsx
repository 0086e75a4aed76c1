'use client'

import { useActionState, useEffect, useRef } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { FormFooter } from '@/app/_components/ui/form-footer'
import { Link } from '@/app/_components/ui/link'
import { Panel } from '@/app/_components/ui/panel'
import type { AddMachineState } from '@/app/portal/[brand]/(account)/contracts/[id]/machines/new/actions'
import type { InstallPlace } from '@/lib/kits/install-command'
import { NewMachineKey } from './new-machine-key'

type Props = {
  action: (state: AddMachineState, form: FormData) => Promise<AddMachineState>
  /** `limit` where it is reached already. */
  contract: { id: string; title: string; limit: number | null; suspended: boolean }
  place: InstallPlace
}

const start: AddMachineState = { attempt: 0, name: '', failure: null, added: null }

/** Names a machine, then shows its key; works without scripts too. */
export function AddMachineForm({ action, contract, place }: Props) {
  const { t } = useWords()
  const [state, submit, pending] = useActionState(action, start)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (state.attempt > 0) input.current?.focus()
  }, [state.attempt])

  if (state.added) return <NewMachineKey name={state.name} added={state.added} contractId={contract.id} place={place} />

  const reasons = {
    invalid: t('machineForm.invalidName'),
    name_taken: t('machineForm.nameTaken', { contract: contract.title }),
    machine_limit_reached: t('machineForm.limitReached'),
    forbidden: t('ui.forbidden'),
  }
  const error = state.failure ? reasons[state.failure] : undefined
  const notes = { error, hint: t('machineForm.nameHint') }
  return (
    <Panel>
      <form action={submit} noValidate className="grid max-w-xl gap-4">
        {(state.failure === 'machine_limit_reached' || contract.limit !== null) && (
          <FormAlert>
            {contract.limit === null ? t('machineForm.limitReached') : t('machineForm.limitReachedOf', { limit: contract.limit })}{' '}
            <Link href={`/contracts/${contract.id}/edit`} className="font-semibold underline underline-offset-2">
              {t('machineForm.raiseLimit')}
            </Link>
          </FormAlert>
        )}
        {contract.suspended && <p className="text-warning">{t('machineForm.suspended')}</p>}
        <Field id="machine-name" label={t('machineForm.name')} {...notes}>
          <input
            ref={input}
            key={state.attempt}
            id="machine-name"
            name="name"
            defaultValue={state.name}
            maxLength={200}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            {...describedBy('machine-name', notes)}
            className={inputClass}
          />
        </Field>
        <FormFooter cancelHref={`/contracts/${contract.id}`} pending={pending} />
      </form>
    </Panel>
  )
}
