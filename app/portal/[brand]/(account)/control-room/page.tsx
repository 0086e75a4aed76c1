import type { Metadata } from 'next'
import { ControlRoom } from '@/app/_components/control-room/control-room'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts } from '@/app/_components/i18n/request'
import { NoSpace, seesNoSpace } from '@/app/_components/shell/no-space'
import { SupportCode } from '@/app/_components/support/support-code'
import { requireUser } from '@/lib/auth/gate'
import { encodeControlRoom } from '@/lib/control-room/payload'
import { getControlRoom } from '@/lib/control-room/queries'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { canShowSupportCode } from '@/lib/support/policy'

const namespaces = ['controlRoom', 'machineState', 'quotaState', 'outcome'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('controlRoom.heading') }
}

export default async function ControlRoomPage() {
  const actor = await requireUser()
  if (seesNoSpace(actor)) return <NoSpace title={(await requestTexts())('controlRoom.heading')} actor={actor} />
  const room = await getControlRoom(actor)
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, namespaces)}>
      <ControlRoom payload={encodeControlRoom(room)} />
      {canShowSupportCode(actor) && <SupportCode />}
    </LanguageProvider>
  )
}
