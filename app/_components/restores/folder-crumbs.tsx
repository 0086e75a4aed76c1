'use client'

import { useWords } from '@/app/_components/i18n/provider'

/** The way to the folder that is shown, each step a button. */
export function FolderCrumbs({ path, onOpen }: { path: string; onOpen: (path: string) => void }) {
  const { t } = useWords()
  const names = path.split('/').filter((name) => name !== '')
  const steps = [
    { path: '/', name: t('restore.root') },
    ...names.map((name, at) => ({ path: `/${names.slice(0, at + 1).join('/')}`, name })),
  ]
  return (
    <nav aria-label={t('restore.path')} className="min-w-0 text-[13px]">
      <ol className="flex flex-wrap gap-x-1 gap-y-0.5">
        {steps.map((step, at) => (
          <li key={step.path} className="flex min-w-0 items-center gap-x-1 after:text-muted after:content-['/'] last:after:content-none">
            <button
              type="button"
              onClick={() => onOpen(step.path)}
              aria-current={at === steps.length - 1 ? 'location' : undefined}
              className="rounded-[5px] px-1 py-0.5 text-left text-muted [overflow-wrap:anywhere] hover:bg-raised hover:text-ink aria-[current]:font-medium aria-[current]:text-ink"
            >
              {step.name}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
