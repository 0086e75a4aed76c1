'use client'

import { Search } from 'lucide-react'
import { useWords } from '@/app/_components/i18n/provider'
import type { RoomFilter } from '@/lib/control-room/filter'
import type { Room } from '@/lib/control-room/room'

type Props = { spaces: Room['spaces']; filter: RoomFilter; onChange: (change: Partial<RoomFilter>) => void }

const field = 'h-8 rounded-[8px] border border-edge bg-panel text-[13px]'

export function Filters({ spaces, filter, onChange }: Props) {
  const { t } = useWords()
  return (
    <search className="flex w-full flex-wrap gap-2 sm:w-auto">
      {spaces.length > 1 && (
        <select
          aria-label={t('controlRoom.space')}
          value={filter.spaceId ?? ''}
          onChange={(event) => onChange({ spaceId: event.target.value || null })}
          className={`${field} max-w-full px-2`}
        >
          <option value="">{t('controlRoom.allSpaces')}</option>
          {spaces.map((space) => (
            <option key={space.id} value={space.id}>
              {space.name}
            </option>
          ))}
        </select>
      )}
      <span className="relative flex-1 sm:flex-none">
        <Search className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-muted" aria-hidden />
        <input
          type="search"
          aria-label={t('controlRoom.filter')}
          placeholder={t('controlRoom.filterPlaceholder')}
          value={filter.text}
          onChange={(event) => onChange({ text: event.target.value })}
          className={`${field} w-full pr-2 pl-8 sm:w-56`}
        />
      </span>
    </search>
  )
}
