'use client'

import { Eye, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass, iconButtonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import { enterSpaceAction } from '@/app/portal/[brand]/(admin)/admin/spaces/actions'
import type { SpaceRow } from '@/lib/spaces/types'
import { DeleteSpaceDialog } from './delete-space-dialog'

/** What can be done with a space in its row (requirements B4, B5). */
export function SpaceActions({ space }: { space: SpaceRow }) {
  const { t } = useWords()
  const [deleting, setDeleting] = useState(false)
  const icon = (label: string) => ({
    className: `${iconButtonClass} tooltip`,
    'data-tooltip': label,
    'aria-label': label,
    'aria-description': space.name,
  })
  return (
    <>
      <span className="flex w-full flex-wrap items-center justify-end gap-1.5">
        <form action={enterSpaceAction.bind(null, space.id)}>
          <button type="submit" aria-description={space.name} className={`${buttonClass()} whitespace-nowrap px-2.5! text-[13px]`}>
            <Eye className="size-4" aria-hidden />
            {t('spaceActions.use')}
          </button>
        </form>
        <Link href={`/admin/spaces/${space.id}`} {...icon(t('spaceActions.edit'))}>
          <Pencil className="size-4" aria-hidden />
        </Link>
        <button type="button" onClick={() => setDeleting(true)} {...icon(t('spaceActions.delete'))}>
          <Trash2 className="size-4" aria-hidden />
        </button>
      </span>
      {deleting && <DeleteSpaceDialog space={space} onClose={() => setDeleting(false)} />}
    </>
  )
}
