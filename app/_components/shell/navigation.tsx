import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { BrandMark } from '@/app/_components/brand/brand-mark'
import { iconButtonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import type { Brand } from '@/lib/hosts/types'
import type { Translate } from '@/lib/i18n/translator'

type Props = { brand: Brand; part: string; t: Translate; children: ReactNode }

/** Beside the page on a wide screen, a drawer on a narrow one: the browser's own popover, so it needs no script. */
export function Navigation({ brand, part, t, children }: Props) {
  return (
    <nav
      id="navigation"
      popover="auto"
      aria-label={t('shell.navigation')}
      className="fixed inset-y-0 left-0 m-0 h-dvh max-h-none w-[272px] flex-col gap-0.5 border-line border-r bg-panel px-1.5 py-3.5 text-ink backdrop:bg-black/40 open:flex lg:sticky lg:top-0 lg:flex lg:w-auto"
    >
      <div className="flex items-center gap-2.5 px-2 pt-1 pb-3.5">
        <Link href="/" className="flex min-w-0 items-center gap-2.5 font-semibold tracking-[-0.01em]">
          <BrandMark brand={brand} />
          <span className="truncate">{brand.productName}</span>
        </Link>
        <button
          type="button"
          popoverTarget="navigation"
          popoverTargetAction="hide"
          aria-label={t('shell.closeNavigation')}
          className={`${iconButtonClass} ml-auto lg:hidden`}
        >
          <X className="size-4" aria-hidden />
        </button>
      </div>
      <NavPart name={part} />
      {children}
    </nav>
  )
}

/** The name of a part of the tool, above its entries (requirements A5). */
export function NavPart({ name }: { name: string }) {
  return <p className="mx-2 mt-2 mb-1 font-semibold text-[11px] text-muted tracking-[0.04em] not-first-of-type:mt-5">{name}</p>
}
