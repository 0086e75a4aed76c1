import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { brands, resellers, users } from '@/db/schema'
import { browserName } from '@/lib/auth/browser'
import type { Locale, Origin } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { brandUrl } from '@/lib/hosts/links'
import { formatter } from '@/lib/i18n/formatter'
import { translator } from '@/lib/i18n/translator'
import { queueMail } from '@/lib/mails/commands'

export type SecurityMail =
  | 'passwordChanged'
  | 'emailChanged'
  | 'twoStepsOn'
  | 'twoStepsOff'
  | 'recoveryCodesRenewed'
  | 'recoveryCodeUsed'
  | 'codesLocked'
  | 'twoStepsReset'

type Details = { key: string; to?: string; newEmail?: string; left?: number }

/** Tells a user, in the own language, what has just been done to the own account, so that a stranger's doing does not go unseen. */
export async function mailSecurityNotice(tx: Tx, userId: string, kind: SecurityMail, origin: Origin, details: Details): Promise<void> {
  const user = await getRecipient(tx, userId)
  const { t, f } = words(user)
  const { userName, brandId, resellerId, locale } = user
  // Once the address is another's, a link to a new password would reach that other.
  const remedy = kind === 'emailChanged' ? 'profile' : 'password'
  await queueMail(tx, {
    key: `security:${kind}:${details.key}`,
    kind: 'security',
    ...{ brandId, resellerId, spaceId: null, to: details.to ?? user.email, locale },
    content: {
      subject: t(`securityMails.${kind}.subject`, { userName }),
      heading: t(`securityMails.${kind}.subject`, { userName }),
      paragraphs: [
        t(`securityMails.${kind}.text`, { userName, email: details.newEmail ?? '', left: details.left ?? 0 }),
        t(`securityMails.ifNotYou.${remedy}`),
      ],
      facts: [
        [t('securityMails.when'), f.exact(origin.now.getTime())],
        [t('securityMails.address'), origin.address ?? t('securityMails.unknown')],
        [t('securityMails.browser'), browserName(origin.userAgent) ?? t('securityMails.unknown')],
      ],
      action: {
        label: t(`securityMails.remedy.${remedy}`),
        url: await brandUrl(tx, brandId, remedy === 'profile' ? '/profile' : '/forgotten-password'),
      },
      reason: t('securityMails.reason', { userName, product: user.productName }),
    },
  })
}

/** Sends the link to a new password; it is a secret, so the mail is confidential. */
export async function mailPasswordReset(tx: Tx, userId: string, reset: { id: string; token: string }): Promise<void> {
  const user = await getRecipient(tx, userId)
  const { t } = words(user)
  const { userName, brandId, resellerId, locale } = user
  await queueMail(tx, {
    key: `password-reset:${reset.id}`,
    kind: 'password_reset',
    ...{ brandId, resellerId, spaceId: null, to: user.email, locale },
    confidential: true,
    content: {
      subject: t('securityMails.reset.subject', { product: user.productName }),
      heading: t('securityMails.reset.heading'),
      paragraphs: [t('securityMails.reset.text', { userName }), t('securityMails.reset.ifNotYou')],
      action: { label: t('securityMails.reset.action'), url: await brandUrl(tx, brandId, `/reset-password/${reset.token}`) },
      reason: t('securityMails.reset.reason', { userName, product: user.productName }),
    },
  })
}

type Recipient = {
  userName: string
  email: string
  brandId: string
  resellerId: string | null
  productName: string
  locale: Locale
  timeZone: string
}

const words = ({ locale, timeZone }: Recipient) => ({ t: translator(locale), f: formatter(locale, timeZone) })

async function getRecipient(tx: Tx, userId: string): Promise<Recipient> {
  const [row] = await tx
    .select({
      userName: users.userName,
      email: users.email,
      brandId: users.brandId,
      resellerId: users.resellerId,
      productName: brands.productName,
      own: users.locale,
      brands: brands.locale,
      timeZone: resellers.timeZone,
    })
    .from(users)
    .innerJoin(brands, eq(brands.id, users.brandId))
    .leftJoin(resellers, eq(resellers.id, users.resellerId))
    .where(eq(users.id, userId))
  const { own, brands: ofBrand, timeZone, ...user } = found(row, 'user')
  return { ...user, locale: own ?? ofBrand, timeZone: timeZone ?? 'Europe/Paris' }
}
