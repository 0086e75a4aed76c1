import { clsx } from 'clsx'
import { Check, ChevronDown, Layers } from 'lucide-react'
import { buttonClass } from '@/app/_components/ui/button'
import { enterSpaceAction, leaveSpaceAction } from '@/app/portal/[brand]/(admin)/admin/spaces/actions'
import type { Translate } from '@/lib/i18n/translator'
import type { SpaceSummary } from '@/lib/spaces/types'

type Props = { spaces: SpaceSummary[]; acting: { spaceId: string; spaceName: string } | null; t: Translate }

/** From any page to the portal as another space sees it, or back to the whole account; the browser's own popover, as the user menu. */
export function SpaceSwitcher({ spaces, acting, t }: Props) {
  const current = acting?.spaceName ?? t('acting.whole')
  return (
    <>
      <button
        type="button"
        popoverTarget="space-switcher"
        aria-label={t('acting.switcher', { current })}
        className={clsx(buttonClass(), 'min-w-0 max-w-48 px-2', acting && 'border-transparent! bg-warning-soft! text-warning!')}
      >
        <Layers className="size-4 shrink-0" aria-hidden />
        <span className="truncate max-sm:hidden">{current}</span>
        <ChevronDown className="size-3.5 shrink-0 opacity-70" aria-hidden />
      </button>
      <div
        id="space-switcher"
        popover="auto"
        className="fixed inset-auto top-[50px] right-3 m-0 max-h-[min(28rem,calc(100dvh-70px))] w-64 overflow-y-auto rounded-panel border border-line bg-panel p-1.5 text-ink shadow-float sm:right-5"
      >
        <Choice action={leaveSpaceAction} name={t('acting.whole')} isCurrent={acting === null} />
        <p className="mt-1 border-line border-t px-2.5 pt-2 pb-1 font-semibold text-[11px] text-muted">{t('acting.choose')}</p>
        {spaces.map(({ id, name }) => (
          <Choice key={id} action={enterSpaceAction.bind(null, id)} name={name} isCurrent={id === acting?.spaceId} />
        ))}
      </div>
    </>
  )
}

function Choice({ action, name, isCurrent }: { action: () => Promise<void>; name: string; isCurrent: boolean }) {
  return (
    <form action={action}>
      <button
        type="submit"
        disabled={isCurrent}
        aria-current={isCurrent || undefined}
        className="flex min-h-9 w-full items-center gap-2 rounded-[7px] px-2.5 py-1.5 text-left hover:not-disabled:bg-raised"
      >
        <span className={clsx('min-w-0 truncate', isCurrent && 'font-semibold text-accent')}>{name}</span>
        {isCurrent && <Check className="ml-auto size-4 shrink-0 text-accent" aria-hidden />}
      </button>
    </form>
  )
}
