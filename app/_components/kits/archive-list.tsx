import { clsx } from 'clsx'
import { Download } from 'lucide-react'
import { buttonClass } from '@/app/_components/ui/button'
import type { KitArchive, KitPlatform } from '@/lib/kits/types'

type Entry = { platform: KitPlatform; name: string; href: string; label: string; note?: string; size?: string; archive?: KitArchive }

/** The archives to download, one a line, with size and checksum where they are known. */
export function ArchiveList({ entries, label }: { entries: Entry[]; label: string }) {
  return (
    <ul aria-label={label} className="grid divide-y divide-line">
      {entries.map(({ platform, name, href, label: get, note, size, archive }) => (
        <li key={platform} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5 first:pt-0 last:pb-0">
          <div className="min-w-0 flex-1 basis-56">
            <p className="font-semibold">
              {name}
              {note && <span className="ml-2 rounded-full bg-accent-soft px-2 py-0.5 font-medium text-[12px] text-accent">{note}</span>}
            </p>
            {archive && (
              <>
                <p className="text-[13px] text-muted [overflow-wrap:anywhere]">
                  {archive.fileName}, {size}
                </p>
                <p className="text-[12px] text-muted">
                  SHA-256 <code className="select-all font-mono [overflow-wrap:anywhere]">{archive.sha256}</code>
                </p>
              </>
            )}
          </div>
          <a href={href} download className={clsx(buttonClass(note ? 'primary' : 'plain'), 'w-full whitespace-nowrap sm:w-60')}>
            <Download className="size-4" aria-hidden />
            {get}
          </a>
        </li>
      ))}
    </ul>
  )
}
