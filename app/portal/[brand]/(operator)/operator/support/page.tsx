import { Headset } from 'lucide-react'
import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { operatorWords, requestTexts } from '@/app/_components/i18n/request'
import { AccessTable } from '@/app/_components/support/access-table'
import { CodeForm } from '@/app/_components/support/code-form'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Link } from '@/app/_components/ui/link'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { requireOperator } from '@/lib/auth/gate'
import { clock, serverTimeZone } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { listOpenAccesses } from '@/lib/support/queries'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('supportDesk.heading') }
}

export default async function SupportPage() {
  const operator = await requireOperator()
  const accesses = await listOpenAccesses(operator, clock.now())
  const words = operatorWords(operator)
  const { t } = words
  return (
    <LanguageProvider locale={operator.locale} timeZone={serverTimeZone()} messages={compiledMessages(operator.locale, ['supportDesk'])}>
      <PageHeader title={t('supportDesk.heading')} />
      <Panel>
        <CodeForm />
      </Panel>
      <Panel
        title={t('supportDesk.current')}
        titleId="current"
        aside={
          <Link
            href="/operator/audit?action=support.opened&days=90"
            className="ml-auto text-[13px] text-accent underline underline-offset-2"
          >
            {t('supportDesk.history')}
          </Link>
        }
      >
        {accesses.length > 0 ? (
          <AccessTable accesses={accesses} words={words} />
        ) : (
          <EmptyState icon={Headset} title={t('supportDesk.none')} heading="h3" text={t('supportDesk.noneText')} />
        )}
      </Panel>
    </LanguageProvider>
  )
}
