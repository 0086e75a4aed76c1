import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts } from '@/app/_components/i18n/request'
import { MailList } from '@/app/_components/mails/mail-list'
import { readMailSearch } from '@/app/_components/mails/mail-search-address'
import { OutboxPanel } from '@/app/_components/mails/outbox-panel'
import { ResendDeadMails } from '@/app/_components/mails/resend-dead-mails'
import type { Params } from '@/app/_components/statistics/period-address'
import { PageHeader } from '@/app/_components/ui/page-header'
import { resendDeadMailsAction } from '@/app/portal/[brand]/(operator)/operator/mails/actions'
import { requireOperator } from '@/lib/auth/gate'
import { clock, serverTimeZone } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { formatter } from '@/lib/i18n/formatter'
import { translator } from '@/lib/i18n/translator'
import { getOutbox, listMails } from '@/lib/mails/queries'

type Props = { searchParams: Promise<Params> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('outbox.heading') }
}

export default async function OperatorMailsPage({ searchParams }: Props) {
  const operator = await requireOperator()
  const asked = readMailSearch(await searchParams)
  const [outbox, page] = await Promise.all([getOutbox(operator, clock.now()), listMails(operator, asked.input)])
  const words = { t: translator(operator.locale), f: formatter(operator.locale, serverTimeZone()) }
  return (
    <LanguageProvider locale={operator.locale} timeZone={serverTimeZone()} messages={compiledMessages(operator.locale, ['mailActions'])}>
      <PageHeader
        title={words.t('outbox.heading')}
        actions={outbox.dead > 0 && <ResendDeadMails count={outbox.dead} action={resendDeadMailsAction} />}
      />
      <OutboxPanel outbox={outbox} words={words} />
      <MailList path="/operator/mails" asked={asked} page={page} showReseller words={words} />
    </LanguageProvider>
  )
}
