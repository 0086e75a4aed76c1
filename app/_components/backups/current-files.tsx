import { ChevronRight, Files } from 'lucide-react'
import { buttonClass } from '@/app/_components/ui/button'
import type { Translate } from '@/lib/i18n/translator'

/** The files that the agent reads at this moment, behind « Fichiers en cours ». */
export function CurrentFiles({ files, t }: { files: string[]; t: Translate }) {
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-2">
      <FileDetails files={files} t={t} />
      {files[0] && (
        <span className="min-w-0 flex-1 truncate font-mono text-[12px] text-muted [[open]+&]:hidden" aria-hidden>
          {files[0]}
        </span>
      )}
    </div>
  )
}

function FileDetails({ files, t }: { files: string[]; t: Translate }) {
  return (
    <details className="group min-w-0 open:basis-full">
      <summary className={`${buttonClass()} list-none [&::-webkit-details-marker]:hidden`}>
        <Files className="size-4" aria-hidden />
        {t('running.currentFiles')}
        <ChevronRight className="size-3.5 text-muted transition-transform group-open:rotate-90" aria-hidden />
      </summary>
      {files.length === 0 ? (
        <p className="mt-2 text-[13px] text-muted">{t('running.noCurrentFiles')}</p>
      ) : (
        <ul className="mt-2 max-h-56 overflow-y-auto rounded-[8px] bg-raised px-3 py-2 font-mono text-[12px] [overflow-wrap:anywhere]">
          {[...new Set(files)].map((file) => (
            <li key={file}>{file}</li>
          ))}
        </ul>
      )}
    </details>
  )
}
