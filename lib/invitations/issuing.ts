import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { brands, invitations, resellers, users } from '@/db/schema'
import type { OperatorActor, SystemActor, UserActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { brandUrl } from '@/lib/hosts/links'
import { formatter } from '@/lib/i18n/formatter'
import { translator } from '@/lib/i18n/translator'
import { queueMail } from '@/lib/mails/commands'
import { createInvitationToken, hashInvitationToken } from './token'

export const INVITATION_DAYS = 7

/**
 * Sends a user who has no password yet a link to choose one, within a command's transaction: good for seven days and one use. A link
 * sent before is worth nothing from then on.
 */
export async function issueInvitation(tx: Tx, actor: UserActor | OperatorActor | SystemActor, userId: string, now: Date): Promise<void> {
  const { resellerName, timeZone, productName, brandLocale, ...user } = await readInvited(tx, userId)
  const token = createInvitationToken()
  const tokenHash = found(hashInvitationToken(token), 'token')
  const expiresAt = new Date(now.getTime() + INVITATION_DAYS * 86_400_000)
  const terms = { tokenHash, createdAt: now, expiresAt }
  await tx
    .insert(invitations)
    .values({ userId, resellerId: user.resellerId, ...terms })
    .onConflictDoUpdate({ target: invitations.userId, set: terms })

  const locale = user.locale ?? brandLocale
  const t = translator(locale)
  const days = INVITATION_DAYS
  const inviter = actor.kind === 'user' ? actor.displayName : productName
  const until = formatter(locale, timeZone).dateTime(expiresAt.getTime())
  await queueMail(tx, {
    key: `invitation:${tokenHash.toString('hex')}`,
    kind: 'invitation',
    brandId: user.brandId,
    resellerId: user.resellerId,
    spaceId: null,
    to: user.email,
    locale,
    confidential: true,
    content: {
      subject: t('invitationMail.subject', { product: productName }),
      heading: t('invitationMail.heading', { name: user.displayName }),
      paragraphs: [
        t('invitationMail.text', { inviter, account: resellerName, product: productName }),
        t('invitationMail.once', { days, until }),
      ],
      facts: [[t('invitationMail.userName'), user.userName]],
      action: { label: t('invitationMail.action'), url: await brandUrl(tx, user.brandId, `/invitation/${token}`) },
      reason: t('invitationMail.reason', { inviter, product: productName }),
    },
  })
}

async function readInvited(tx: Tx, userId: string) {
  const [row] = await tx
    .select({
      brandId: users.brandId,
      resellerId: resellers.id,
      userName: users.userName,
      displayName: users.displayName,
      email: users.email,
      locale: users.locale,
      resellerName: resellers.name,
      timeZone: resellers.timeZone,
      productName: brands.productName,
      brandLocale: brands.locale,
    })
    .from(users)
    .innerJoin(resellers, eq(resellers.id, users.resellerId))
    .innerJoin(brands, eq(brands.id, users.brandId))
    .where(eq(users.id, userId))
  return found(row, 'user')
}
