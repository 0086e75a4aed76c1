import { MailWarning } from 'lucide-react'
import type { Metadata } from 'next'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { FollowSending } from '@/app/_components/mails/follow-sending'
import { MailList } from '@/app/_components/mails/mail-list'
import { readMailSearch } from '@/app/_components/mails/mail-search-address'
import type { Params } from '@/app/_components/statistics/period-address'
import { PageHeader } from '@/app/_components/ui/page-header'
import { requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { listMails } from '@/lib/mails/queries'
import { mailProvider, mailSettings } from '@/lib/mails/settings'
import { isSending } from '@/lib/mails/state'

type Props = { searchParams: Promise<Params> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('mails.heading') }
}

export default async function MailsPage({ searchParams }: Props) {
  const actor = await requireUser()
  const asked = readMailSearch(await searchParams)
  const page = await listMails(actor, asked.input)
  const words = wordsOf(actor)
  const { t } = words
  const isOn = mailProvider(mailSettings()) !== null
  return (
    <>
      {isOn && page.mails.some((mail) => isSending(mail, clock.now())) && <FollowSending />}
      <PageHeader title={t('mails.heading')} />
      {!isOn && (
        <p className="flex gap-2 rounded-[8px] bg-warning-soft px-3 py-2.5 text-[13px] text-warning">
          <MailWarning className="mt-px size-4 shrink-0" aria-hidden />
          {t('mails.notSending')}
        </p>
      )}
      <MailList path="/mails" asked={asked} page={page} words={words} />
    </>
  )
}
