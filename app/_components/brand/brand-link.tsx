import { Palette } from 'lucide-react'
import { NavLink } from '@/app/_components/shell/nav-link'
import type { UserActor } from '@/lib/auth/types'
import { canManageBrand, ownsBrand } from '@/lib/brands/policy'
import type { Brand } from '@/lib/hosts/types'
import type { Translate } from '@/lib/i18n/translator'

/** The navigation's way to the own brand, for who may change it. */
export function BrandLink({ actor, brand, t }: { actor: UserActor; brand: Brand; t: Translate }) {
  if (!ownsBrand(actor, brand) || !canManageBrand(actor)) return null
  return (
    <NavLink href="/brand">
      <Palette className="size-4" aria-hidden />
      {t('brandForm.heading')}
    </NavLink>
  )
}
