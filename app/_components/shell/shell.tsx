import { Menu } from 'lucide-react'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { BrandMark } from '@/app/_components/brand/brand-mark'
import { iconButtonClass } from '@/app/_components/ui/button'
import type { OperatorActor, UserActor } from '@/lib/auth/types'
import type { Brand } from '@/lib/hosts/types'
import { translator } from '@/lib/i18n/translator'
import { canUseProfile } from '@/lib/profile/policy'
import { Navigation } from './navigation'
import { UserMenu } from './user-menu'

type Props = {
  actor: UserActor | OperatorActor
  brand: Brand
  part: string
  detail: string
  links: ReactNode
  search?: ReactNode
  /** Beside the search: which part of the account is shown. */
  scope?: ReactNode
  /** Above the page, on every page. */
  banner?: ReactNode
  children: ReactNode
}

/** What stands around every page of someone signed in. */
export async function Shell({ actor, brand, part, detail, links, search, scope, banner, children }: Props) {
  const t = translator(actor.locale)
  const theme = (await cookies()).get('theme')?.value ?? 'system'
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[224px_minmax(0,1fr)]">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-[8px] bg-ink px-3 py-2 font-medium text-panel focus:translate-y-0"
      >
        {t('shell.skip')}
      </a>
      <Navigation brand={brand} part={part} t={t}>
        {links}
      </Navigation>
      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-20 flex h-12 items-center gap-2.5 border-line border-b bg-panel px-3 sm:px-5">
          <button
            type="button"
            popoverTarget="navigation"
            aria-label={t('shell.openNavigation')}
            className={`${iconButtonClass} lg:hidden`}
          >
            <Menu className="size-4" aria-hidden />
          </button>
          <span className="flex min-w-0 flex-1 items-center gap-2 font-semibold lg:hidden">
            <BrandMark brand={brand} size={24} />
            <span className="truncate">{brand.productName}</span>
          </span>
          {search}
          <span className="ml-auto max-lg:hidden" />
          {scope}
          <UserMenu
            displayName={actor.displayName}
            detail={detail}
            locale={actor.locale}
            theme={theme}
            hasProfile={canUseProfile(actor)}
            t={t}
          />
        </header>
        {banner}
        <main id="content" tabIndex={-1} className="grid flex-1 content-start gap-3.5 px-3 py-3.5 outline-none sm:px-5">
          {children}
        </main>
      </div>
    </div>
  )
}
