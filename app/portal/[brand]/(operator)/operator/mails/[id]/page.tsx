import type { Metadata } from 'next'
import { cache } from 'react'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { MailContent } from '@/app/_components/mails/mail-content'
import { MailFacts } from '@/app/_components/mails/mail-facts'
import { MailStateChip } from '@/app/_components/mails/mail-state'
import { ResendMail } from '@/app/_components/mails/resend-mail'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { PageHeader } from '@/app/_components/ui/page-header'
import { resendAnyMailAction } from '@/app/portal/[brand]/(operator)/operator/mails/actions'
import { requireOperator } from '@/lib/auth/gate'
import type { OperatorActor } from '@/lib/auth/types'
import { serverTimeZone } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { formatter } from '@/lib/i18n/formatter'
import { translator } from '@/lib/i18n/translator'
import { getMail } from '@/lib/mails/queries'

type Props = { params: Promise<{ id: string }> }

const readMail = cache((operator: OperatorActor, id: string) => orNotFound(() => getMail(operator, id)))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const mail = await readMail(await requireOperator(), (await params).id)
  return { title: mail.subject }
}

export default async function OperatorMailPage({ params }: Props) {
  const operator = await requireOperator()
  const mail = await readMail(operator, (await params).id)
  const { id, subject, recipient } = mail
  const words = { t: translator(operator.locale), f: formatter(operator.locale, serverTimeZone()) }
  const { t } = words
  return (
    <LanguageProvider locale={operator.locale} timeZone={serverTimeZone()} messages={compiledMessages(operator.locale, ['mailActions'])}>
      <PageHeader
        title={subject}
        crumbs={[{ href: '/operator/mails', label: t('outbox.heading') }]}
        crumbsLabel={t('shell.breadcrumb')}
        beside={
          <>
            <MailStateChip state={mail.state} t={t} />
            <span className="text-[13px] text-muted">{mail.resellerName ?? t('mails.platform')}</span>
          </>
        }
        actions={mail.canSendAgain && <ResendMail mail={{ id, subject, recipient }} action={resendAnyMailAction} />}
      />
      <MailFacts mail={mail} words={words} />
      <MailContent content={mail.content} t={t} />
    </LanguageProvider>
  )
}
