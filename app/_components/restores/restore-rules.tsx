'use client'

import { useOptimistic, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { Panel } from '@/app/_components/ui/panel'
import { Switch } from '@/app/_components/ui/switch'
import { toast } from '@/app/_components/ui/toast-store'
import { setRestoreRulesAction } from '@/app/portal/[brand]/(account)/machines/[id]/restore/actions'
import type { RestoreRules as Rules } from '@/lib/restores/schema'
import { useRefusalText } from './refusals'

/** What the account wants of each restore; its administrators turn it. */
export function RestoreRules({ rules }: { rules: Rules }) {
  const { t } = useWords()
  const refusalText = useRefusalText()
  const [shown, show] = useOptimistic(rules)
  const [pending, startTransition] = useTransition()
  const turn = (change: Partial<Rules>) =>
    startTransition(async () => {
      const wanted = { ...shown, ...change }
      show(wanted)
      const refusal = await setRestoreRulesAction(wanted).then(
        (result) => (result.ok ? null : refusalText(result)),
        () => t('ui.unreachable'),
      )
      if (refusal) toast({ tone: 'danger', text: refusal })
    })
  const rows = [
    ['reasonRequired', t('restore.reasonRule'), t('restore.reasonRuleText')],
    ['clientTold', t('restore.clientRule'), t('restore.clientRuleText')],
  ] as const
  return (
    <Panel title={t('restore.rulesTitle')} titleId="restore-rules">
      <ul className="grid gap-3">
        {rows.map(([rule, label, text]) => (
          <li key={rule} className="flex items-center gap-3">
            <Switch on={shown[rule]} label={label} description={text} busy={pending} onChange={(on) => turn({ [rule]: on })} />
            <span>
              <span className="font-medium">{label}</span> <span className="text-muted">{text}</span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
