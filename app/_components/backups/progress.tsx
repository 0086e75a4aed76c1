import type { Words } from '@/app/_components/i18n/request'
import { Meter } from '@/app/_components/ui/meter'
import type { RunningBackup } from '@/lib/backups/types'

type Props = {
  progress: Pick<RunningBackup, 'machineName' | 'percent' | 'filesDone' | 'filesTotal' | 'bytesDone' | 'bytesTotal'>
  words: Words
}

/** How far a running backup is: bar, percent, files and bytes. */
export function Progress({ progress, words: { t, f } }: Props) {
  const { machineName, percent, filesDone, filesTotal, bytesDone, bytesTotal } = progress
  const isStarting = filesTotal === 0 && bytesTotal === 0
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-3">
        <Meter
          kind="progressbar"
          percent={percent}
          label={t('progress.label', { machine: machineName })}
          text={f.percent(percent)}
          className="flex-1"
        />
        <span className="w-11 shrink-0 text-right font-semibold tabular-nums">{f.percent(percent)}</span>
      </div>
      <p className="mt-1 flex flex-wrap justify-between gap-x-4 text-[12.5px] text-muted tabular-nums">
        {isStarting ? (
          <span>{t('progress.starting')}</span>
        ) : (
          <>
            <span>{t('progress.files', { done: f.number(filesDone), total: f.number(filesTotal) })}</span>
            <span>{t('progress.bytes', { done: f.bytes(bytesDone), total: f.bytes(bytesTotal) })}</span>
          </>
        )}
      </p>
    </div>
  )
}
