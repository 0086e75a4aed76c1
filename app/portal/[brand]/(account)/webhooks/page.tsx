import { Plus, Webhook } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Link } from '@/app/_components/ui/link'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { VerifySignature } from '@/app/_components/webhooks/verify-signature'
import { WebhookTable } from '@/app/_components/webhooks/webhook-table'
import { requireUser } from '@/lib/auth/gate'
import { canManageWebhooks } from '@/lib/webhooks/policy'
import { listWebhooks } from '@/lib/webhooks/queries'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('webhooks.heading') }
}

export default async function WebhooksPage() {
  const actor = await requireUser()
  if (!canManageWebhooks(actor)) notFound()
  const webhooks = await listWebhooks(actor)
  const words = wordsOf(actor)
  const { t } = words
  const add = (
    <Link href="/webhooks/new" className={buttonClass('primary')}>
      <Plus className="size-4" aria-hidden />
      {t('webhooks.add')}
    </Link>
  )
  return (
    <>
      <PageHeader
        title={t('webhooks.heading')}
        beside={<span className="text-[13px] text-muted">{t('webhooks.count', { count: webhooks.length })}</span>}
        actions={webhooks.length > 0 && add}
      />
      <p className="max-w-3xl text-muted">{t('webhooks.intro')}</p>
      <Panel>
        {webhooks.length > 0 ? (
          <WebhookTable webhooks={webhooks} words={words} />
        ) : (
          <EmptyState icon={Webhook} title={t('webhooks.empty')} text={t('webhooks.emptyText')}>
            {add}
          </EmptyState>
        )}
      </Panel>
      <VerifySignature t={t} />
    </>
  )
}
