import { Layers, UsersRound } from 'lucide-react'
import type { Translate } from '@/lib/i18n/translator'
import { NavLink } from './nav-link'
import { NavPart } from './navigation'

/** The navigation's second part, where the account has it (requirements A5, A6). */
export function AdministrationLinks({ t }: { t: Translate }) {
  return (
    <>
      <NavPart name={t('administration.part')} />
      <NavLink href="/admin/users">
        <UsersRound className="size-4" aria-hidden />
        {t('administration.users')}
      </NavLink>
      <NavLink href="/admin/spaces">
        <Layers className="size-4" aria-hidden />
        {t('administration.spaces')}
      </NavLink>
    </>
  )
}
