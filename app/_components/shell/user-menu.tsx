import { ChevronDown, LogOut, UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { buttonClass } from '@/app/_components/ui/button'
import { signOutAction } from '@/lib/auth/actions'
import type { Translate } from '@/lib/i18n/translator'
import { LanguageSwitch } from './language-switch'
import { MenuLink } from './menu-link'
import { ThemeSwitch } from './theme-switch'

type Props = { displayName: string; detail: string; locale: 'fr' | 'en'; theme: string; hasProfile: boolean; t: Translate }

export function UserMenu({ displayName, detail, locale, theme, hasProfile, t }: Props) {
  return (
    <>
      <button
        type="button"
        popoverTarget="user-menu"
        aria-label={t('shell.userMenu', { name: displayName })}
        className={`${buttonClass()} max-w-56 shrink-0 pr-2 pl-1.5`}
      >
        <span className="grid size-5 shrink-0 place-items-center rounded-full bg-accent-fill text-[11px] text-on-accent" aria-hidden>
          {displayName.charAt(0).toUpperCase()}
        </span>
        <span className="truncate max-sm:hidden">{displayName}</span>
        <ChevronDown className="size-3.5 shrink-0 text-muted" aria-hidden />
      </button>
      <div
        id="user-menu"
        popover="auto"
        className="fixed inset-auto top-[50px] right-3 m-0 w-64 sm:right-5 rounded-panel border border-line bg-panel p-3 text-ink shadow-float"
      >
        <p className="truncate font-semibold">{displayName}</p>
        <p className="mb-3 truncate text-[12.5px] text-muted">{detail}</p>
        <Choice label={t('shell.language')}>
          <LanguageSwitch locale={locale} />
        </Choice>
        <Choice label={t('shell.theme')}>
          <ThemeSwitch theme={theme} t={t} />
        </Choice>
        {hasProfile && (
          <div className="mt-3 border-line border-t pt-3">
            <MenuLink href="/profile">
              <UserRound className="size-4" aria-hidden />
              {t('profile.menu')}
            </MenuLink>
          </div>
        )}
        <form action={signOutAction} className="mt-2">
          <button type="submit" className={`${buttonClass()} w-full`}>
            <LogOut className="size-4" aria-hidden />
            {t('shell.signOut')}
          </button>
        </form>
      </div>
    </>
  )
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className="mt-2">
      <legend className="mb-1 text-[12.5px] text-muted">{label}</legend>
      {children}
    </fieldset>
  )
}
