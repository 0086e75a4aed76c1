import type { Metadata } from 'next'
import { cache } from 'react'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { wordsOf } from '@/app/_components/i18n/request'
import { FollowSending } from '@/app/_components/mails/follow-sending'
import { MailContent } from '@/app/_components/mails/mail-content'
import { MailFacts } from '@/app/_components/mails/mail-facts'
import { MailStateChip } from '@/app/_components/mails/mail-state'
import { ResendMail } from '@/app/_components/mails/resend-mail'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { PageHeader } from '@/app/_components/ui/page-header'
import { resendMailAction } from '@/app/portal/[brand]/(account)/mails/actions'
import { requireUser } from '@/lib/auth/gate'
import type { UserActor } from '@/lib/auth/types'
import { clock } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { getMail } from '@/lib/mails/queries'
import { mailProvider, mailSettings } from '@/lib/mails/settings'
import { isSending } from '@/lib/mails/state'

type Props = { params: Promise<{ id: string }> }

const readMail = cache((actor: UserActor, id: string) => orNotFound(() => getMail(actor, id)))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const mail = await readMail(await requireUser(), (await params).id)
  return { title: mail.subject }
}

export default async function MailPage({ params }: Props) {
  const actor = await requireUser()
  const mail = await readMail(actor, (await params).id)
  const words = wordsOf(actor)
  const { t } = words
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, ['mailActions'])}>
      {mailProvider(mailSettings()) && isSending(mail, clock.now()) && <FollowSending />}
      <PageHeader
        title={mail.subject}
        crumbs={[{ href: '/mails', label: t('mails.heading') }]}
        crumbsLabel={t('shell.breadcrumb')}
        beside={<MailStateChip state={mail.state} t={t} />}
        actions={
          mail.canSendAgain && (
            <ResendMail mail={{ id: mail.id, subject: mail.subject, recipient: mail.recipient }} action={resendMailAction} />
          )
        }
      />
      <MailFacts mail={mail} words={words} />
      <MailContent content={mail.content} t={t} />
    </LanguageProvider>
  )
}
