import { Ban, CheckCircle2, Clock, Download, LoaderCircle, type LucideIcon, TimerOff, TriangleAlert, XCircle } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Chip, type Tone } from '@/app/_components/ui/chip'
import { Meter } from '@/app/_components/ui/meter'
import { Moment } from '@/app/_components/ui/moment'
import { Panel } from '@/app/_components/ui/panel'
import { isUnderWay } from '@/lib/restores/state'
import type { RestoreRow, RestoreState } from '@/lib/restores/types'
import { CancelRestore } from './cancel-restore'
import { RestoreErrors } from './restore-errors'

const looks: Record<RestoreState, [icon: LucideIcon, tone: Tone]> = {
  waiting: [Clock, 'neutral'],
  delivered: [Download, 'neutral'],
  running: [LoaderCircle, 'neutral'],
  complete: [CheckCircle2, 'good'],
  partial: [TriangleAlert, 'warning'],
  broken_off: [TriangleAlert, 'warning'],
  failed: [XCircle, 'danger'],
  expired: [TimerOff, 'warning'],
  cancelled: [Ban, 'neutral'],
}

type Props = { restores: RestoreRow[]; now: number; words: Words }

/** What was brought back from this machine's backups, by whom and how it went; what is under way moves by itself. */
export function RestoreList({ restores, now, words }: Props) {
  const { t } = words
  return (
    <Panel title={t('restore.listTitle')} titleId="restores">
      {restores.length === 0 ? (
        <p className="text-muted">{t('restore.listEmpty')}</p>
      ) : (
        <ul className="grid gap-3.5">
          {restores.map((restore) => (
            <RestoreItem key={restore.id} restore={restore} now={now} words={words} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function RestoreItem({ restore, now, words }: { restore: RestoreRow; now: number; words: Words }) {
  const { t, f } = words
  const [icon, tone] = looks[restore.state]
  const rest = restore.pathCount - restore.paths.length
  return (
    <li data-restore-state={restore.state} className="grid gap-1.5 border-line border-t pt-3.5 first:border-0 first:pt-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{t(`restore.kinds.${restore.kind}`)}</span>
        <Chip icon={icon} tone={tone}>
          {t(`restore.states.${restore.state}`)}
        </Chip>
        <span className="text-[12.5px] text-muted">
          {t('restore.askedBy', { name: restore.askedByName })} <Moment at={restore.askedAt.getTime()} now={now} />
          {' · '}
          {t('restore.fromBackup', { date: f.dateTime(restore.snapshotAt.getTime()) })}
          {restore.kind === 'machine' &&
            ` · ${restore.target === null ? t('restore.toOriginal') : t('restore.toFolder', { folder: restore.target })}`}
        </span>
        {restore.kind === 'machine' && isUnderWay(restore.state) && <CancelRestore restoreId={restore.id} />}
      </div>
      {restore.state === 'running' && <Progress restore={restore} words={words} />}
      <ul className="text-[13px]">
        {restore.paths.map((path) => (
          <li key={path} className="[overflow-wrap:anywhere]">
            {path}
          </li>
        ))}
        {rest > 0 && <li className="text-muted">{t('restore.andMore', { count: rest })}</li>}
      </ul>
      <Outcome restore={restore} words={words} />
      {restore.reason && (
        <p className="text-[12.5px] text-muted [overflow-wrap:anywhere]">{t('restore.because', { reason: restore.reason })}</p>
      )}
      <RestoreErrors errors={restore.errors} failed={restore.filesFailed} label={t('restore.errors')} />
    </li>
  )
}

function Progress({ restore, words: { t, f } }: { restore: RestoreRow; words: Words }) {
  const { filesDone, filesTotal, bytesDone, bytesTotal } = restore
  const percent = bytesTotal > 0 ? (bytesDone / bytesTotal) * 100 : filesTotal > 0 ? (filesDone / filesTotal) * 100 : 0
  const text = t('restore.counts', {
    done: f.bytes(bytesDone),
    total: f.bytes(bytesTotal),
    bytes: t('restore.filesOf', { files: t('restore.files', { count: filesDone }), total: f.number(filesTotal) }),
  })
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Meter kind="progressbar" percent={percent} label={t('restore.progress')} text={text} className="w-full max-w-sm" />
      <span className="text-[12.5px] text-muted tabular-nums">{text}</span>
    </div>
  )
}

function Outcome({ restore, words: { t, f } }: { restore: RestoreRow; words: Words }) {
  if (isUnderWay(restore.state)) return null
  const { kind, filesDone, filesSkipped, filesFailed, bytesDone, remark } = restore
  const parts = [
    ...(filesDone > 0 || restore.state === 'complete'
      ? [kind === 'machine' ? t('restore.restored', { count: filesDone }) : t('restore.files', { count: filesDone }), f.bytes(bytesDone)]
      : []),
    ...(filesSkipped > 0 ? [t('restore.skipped', { count: filesSkipped })] : []),
    ...(filesFailed > 0 ? [t(kind === 'machine' ? 'restore.failedFiles' : 'restore.refusedFiles', { count: filesFailed })] : []),
  ]
  return (
    <>
      {parts.length > 0 && <p className="text-[13px] tabular-nums">{parts.join(', ')}</p>}
      {remark && restore.state !== 'complete' && <p className="text-[12.5px] text-muted [overflow-wrap:anywhere]">{remark}</p>}
    </>
  )
}
