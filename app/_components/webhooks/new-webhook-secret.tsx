'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import { NewSecret } from '@/app/_components/ui/new-secret'
import { Panel } from '@/app/_components/ui/panel'

type Props = { name: string; webhookId: string; secret: string }

/** A new webhook's secret at large, to be taken over into the tool that receives. */
export function NewWebhookSecret({ name, webhookId, secret: value }: Props) {
  const { t } = useWords()
  const secret = { name: t('webhookForm.secret'), value, copy: t('webhookForm.copy'), again: t('webhookForm.again') }
  return (
    <Panel className="max-w-3xl">
      <NewSecret title={t('webhookForm.added', { name })} text={t('webhookForm.addedText')} secret={secret}>
        <div className="border-line border-t pt-4">
          <Link href={`/webhooks/${webhookId}`} className={buttonClass('primary')}>
            {t('webhookForm.toWebhook')}
          </Link>
        </div>
      </NewSecret>
    </Panel>
  )
}
