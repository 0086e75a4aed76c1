'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from './button'
import { Link } from './link'

/** How a form of a page of its own ends: leave it as it was, or save. */
export function FormFooter({ cancelHref, pending }: { cancelHref: string; pending: boolean }) {
  const { t } = useWords()
  return (
    <div className="flex flex-wrap justify-end gap-2 border-line border-t pt-4">
      <Link href={cancelHref} className={buttonClass()}>
        {t('ui.cancel')}
      </Link>
      <button type="submit" className={buttonClass('primary')} disabled={pending} aria-busy={pending}>
        {pending ? t('ui.saving') : t('ui.save')}
      </button>
    </div>
  )
}
