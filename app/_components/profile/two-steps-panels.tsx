'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { Panel } from '@/app/_components/ui/panel'
import { ActivationForm } from './activation-form'
import { OwnForm } from './own-form'
import { freshForm, type OwnFormState } from './own-form-state'
import { ProofFields } from './proof-fields'
import { RecoveryCodes } from './recovery-codes'
import { type ActivationState, type CodesState, type EnrolmentView, noCodesYet } from './two-steps-state'
import { useOwnForm } from './use-own-form'

type Action<State> = (state: State, form: FormData) => Promise<State>
type Props = {
  activate: Action<ActivationState>
  renew: Action<CodesState>
  switchOff: Action<OwnFormState>
  /** What is to be scanned where the second step is off; null where it is on. */
  enrolment: EnrolmentView | null
  codesLeft: number
}

/**
 * Switches the second step on, or renews its recovery codes and switches it off. One component for both, so that the codes are shown in
 * the very answer that made them, also without scripts, when the page around them has changed already.
 */
export function TwoStepsPanels({ activate, renew, switchOff, enrolment, codesLeft }: Props) {
  const { t } = useWords()
  const { state: activated, ...activation } = useOwnForm('activation', activate, { ...noCodesYet, enrolment })
  const { state: renewed, ...renewal } = useOwnForm('renewal', renew, noCodesYet)
  const { state: _state, ...switching } = useOwnForm('switching-off', switchOff, freshForm())
  const codes = activated.codes ?? renewed.codes
  if (codes) return <RecoveryCodes codes={codes} />
  // The key that was scanned stays, though each look at the page makes another one.
  if (enrolment) return <ActivationForm {...activation} enrolment={activated.enrolment ?? enrolment} />
  return (
    <div className="grid max-w-4xl items-start gap-3.5 lg:grid-cols-2">
      <Panel title={t('twoSteps.renew')} titleId="renew">
        <p className="mb-3 text-muted">{t('twoSteps.renewText', { count: codesLeft })}</p>
        <OwnForm {...renewal} label={t('twoSteps.renewSubmit')}>
          <ProofFields about={renewal.about} />
        </OwnForm>
      </Panel>
      <Panel title={t('twoSteps.switchOff')} titleId="switch-off">
        <p className="mb-3 text-muted">{t('twoSteps.switchOffText')}</p>
        <OwnForm {...switching} label={t('twoSteps.switchOffSubmit')} danger>
          <ProofFields about={switching.about} />
        </OwnForm>
      </Panel>
    </div>
  )
}
