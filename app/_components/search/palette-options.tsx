'use client'

import { clsx } from 'clsx'
import { ArrowRight, FileText, Layers, Monitor, UserRound } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import type { Option } from './search-hits'

type Props = { options: Option[]; current: number; choose: (index: number) => void; go: (option: Option) => void }

const ICONS = { machine: Monitor, contract: FileText, space: Layers, user: UserRound, page: ArrowRight }
const KINDS = ['machine', 'contract', 'space', 'user', 'page'] as const

export function PaletteOptions({ options, current, choose, go }: Props) {
  const { t } = useWords()
  const list = useRef<HTMLDivElement>(null)
  const currentId = options[current]?.id
  useEffect(() => {
    if (currentId) document.getElementById(currentId)?.scrollIntoView({ block: 'nearest' })
  }, [currentId])

  return (
    <div ref={list} id="palette-options" role="listbox" aria-label={t('palette.results')} className="min-h-0 overflow-y-auto p-1.5">
      {KINDS.map((kind) => {
        const ofKind = options.filter((option) => option.kind === kind)
        if (ofKind.length === 0) return null
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a listbox
          <div key={kind} role="group" aria-label={t(`palette.kind.${kind}`)}>
            <p className="px-2.5 pt-2 pb-1 font-semibold text-[11px] text-muted" aria-hidden>
              {t(`palette.kind.${kind}`)}
            </p>
            {ofKind.map((option) => (
              <Entry
                key={option.id}
                option={option}
                isCurrent={option.id === currentId}
                choose={() => choose(options.indexOf(option))}
                go={go}
              />
            ))}
          </div>
        )
      })}
    </div>
  )
}

type EntryProps = { option: Option; isCurrent: boolean; choose: () => void; go: (option: Option) => void }

function Entry({ option, isCurrent, choose, go }: EntryProps) {
  const Icon = ICONS[option.kind]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox keeps the focus and handles the keys
    // biome-ignore lint/a11y/useFocusableInteractive: it is named by aria-activedescendant, never focused
    <div
      id={option.id}
      role="option"
      aria-selected={isCurrent}
      onClick={() => go(option)}
      onMouseMove={() => isCurrent || choose()}
      className={clsx(
        'flex min-h-9 cursor-pointer items-center gap-2.5 rounded-[7px] px-2.5 py-1.5',
        isCurrent && 'bg-accent-soft text-accent',
      )}
    >
      <Icon className="size-4 shrink-0 opacity-70" aria-hidden />
      <span className="min-w-0 truncate font-medium">{option.label}</span>
      {option.detail && (
        <span className={clsx('ml-auto min-w-0 shrink truncate pl-3 text-[12.5px]', !isCurrent && 'text-muted')}>{option.detail}</span>
      )}
    </div>
  )
}
