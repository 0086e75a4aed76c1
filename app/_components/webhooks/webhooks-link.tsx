import { Webhook } from 'lucide-react'
import { NavLink } from '@/app/_components/shell/nav-link'
import type { UserActor } from '@/lib/auth/types'
import type { Translate } from '@/lib/i18n/translator'
import { canManageWebhooks } from '@/lib/webhooks/policy'

/** The navigation's way to the webhooks, for who may set them up. */
export function WebhooksLink({ actor, t }: { actor: UserActor; t: Translate }) {
  if (!canManageWebhooks(actor)) return null
  return (
    <NavLink href="/webhooks">
      <Webhook className="size-4" aria-hidden />
      {t('webhooks.heading')}
    </NavLink>
  )
}
