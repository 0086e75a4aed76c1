import { Building2, Palette } from 'lucide-react'
import type { ReactNode } from 'react'
import { NavLink } from '@/app/_components/shell/nav-link'
import { Shell } from '@/app/_components/shell/shell'
import { currentBrand, requireOperator } from '@/lib/auth/gate'
import { translator } from '@/lib/i18n/translator'

export default async function OperatorLayout({ children }: { children: ReactNode }) {
  const actor = await requireOperator()
  const t = translator(actor.locale)
  return (
    <Shell
      actor={actor}
      brand={await currentBrand()}
      part={t('shell.operator')}
      detail={t('shell.operator')}
      links={
        <>
          <NavLink href="/operator">
            <Building2 className="size-4" aria-hidden />
            {t('shell.resellers')}
          </NavLink>
          <NavLink href="/operator/brands">
            <Palette className="size-4" aria-hidden />
            {t('brands.heading')}
          </NavLink>
        </>
      }
    >
      {children}
    </Shell>
  )
}
