import type { Brand } from '@/lib/hosts/types'
import type { OwnActor } from '@/lib/profile/types'
import type { Enrolment } from '@/lib/two-steps/enrolment'
import { qrCode } from '@/lib/two-steps/qr'
import { totpUri } from '@/lib/two-steps/totp'
import type { EnrolmentView } from './two-steps-state'

/** What the page shows of a secret: under the brand's name and the user's, as the authenticator will list it. */
export const enrolmentView = ({ secret, sealed }: Enrolment, brand: Brand, actor: OwnActor): EnrolmentView => ({
  sealed,
  secret,
  qr: qrCode(totpUri(secret, brand.productName, actor.userName)),
})
