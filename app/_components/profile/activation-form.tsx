'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { CopyButton } from '@/app/_components/ui/copy-button'
import { Panel } from '@/app/_components/ui/panel'
import { CodeField } from './code-field'
import { OwnForm } from './own-form'
import { PasswordField } from './password-field'
import type { EnrolmentView } from './two-steps-state'
import type { useOwnForm } from './use-own-form'

type Props = Pick<ReturnType<typeof useOwnForm>, 'submit' | 'pending' | 'form' | 'about' | 'alert'> & { enrolment: EnrolmentView }

const QUIET = 4

/** The key for the authenticator, drawn and in letters, and the code that proves that it has arrived. */
export function ActivationForm({ enrolment, about, ...form }: Props) {
  const { t } = useWords()
  const { qr, secret, sealed } = enrolment
  const side = qr.size + 2 * QUIET
  return (
    <div className="grid max-w-4xl gap-3.5 lg:grid-cols-2">
      <Panel title={t('twoSteps.scan')} titleId="scan">
        <p className="mb-3 text-muted">{t('twoSteps.scanText')}</p>
        <svg
          role="img"
          aria-label={t('twoSteps.qr')}
          viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
          shapeRendering="crispEdges"
          className="mx-auto mb-3 block w-full max-w-[240px] rounded-[8px] border border-line bg-white"
        >
          <path d={qr.path} fill="#000" />
        </svg>
        <p className="mb-1 font-medium text-[13px]">{t('twoSteps.key')}</p>
        <p className="mb-2 select-all rounded-[8px] bg-raised px-3 py-2 font-mono text-[13px] tracking-wide [overflow-wrap:anywhere]">
          {secret.replace(/(.{4})(?=.)/g, '$1 ')}
        </p>
        <CopyButton text={secret} label={t('twoSteps.copyKey')} compact />
      </Panel>
      <Panel title={t('twoSteps.confirm')} titleId="confirm">
        <OwnForm {...form} label={t('twoSteps.activate')}>
          <input type="hidden" name="sealed" value={sealed} />
          <CodeField label={t('twoSteps.code')} numeric about={about('code', t('twoSteps.codeHint'))} />
          <PasswordField label={t('twoSteps.password')} name="password" autoComplete="current-password" about={about('password')} />
        </OwnForm>
      </Panel>
    </div>
  )
}
