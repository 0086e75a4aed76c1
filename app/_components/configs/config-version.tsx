import { ShieldAlert } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Link } from '@/app/_components/ui/link'
import { Moment } from '@/app/_components/ui/moment'
import { Panel } from '@/app/_components/ui/panel'
import { diffHunks, diffLines } from '@/lib/configs/line-diff'
import type { ConfigVersionDetail } from '@/lib/configs/types'
import { authorText } from './config-author'
import { ConfigDiff } from './config-diff'
import { ConfigFile } from './config-file'
import { LossList } from './loss-list'
import { type ConfigOwner, RollBack } from './roll-back'

type Props = { detail: ConfigVersionDetail; owner: ConfigOwner; wanted: number; mayEdit: boolean; path: string; now: number; words: Words }

/** One version of a file, what it changed, and the way back to it. */
export function ConfigVersionView({ detail, owner, wanted, mayEdit, path, now, words: { t, f } }: Props) {
  const { version, body, previousBody, losses } = detail
  return (
    <Panel
      title={t('config.versionOf', { version: f.number(version) })}
      titleId="file"
      hint={
        <>
          {authorText(detail, t)} · <Moment at={detail.createdAt.getTime()} now={now} />
        </>
      }
      aside={
        <Link href={path} className="text-[13px] text-accent underline decoration-1 underline-offset-2 sm:ml-auto">
          {t('config.backToCurrent')}
        </Link>
      }
    >
      <div className="grid gap-4">
        {losses.length > 0 && (
          <div className="flex gap-2 rounded-[8px] bg-warning-soft px-3 py-2.5 text-[13px] text-warning">
            <ShieldAlert className="mt-px size-4 shrink-0" aria-hidden />
            <LossList losses={losses} t={t} />
          </div>
        )}
        <div className="grid gap-1.5">
          <h3 className="font-medium text-[13px]">
            {version === 1 ? t('config.diffFirst') : t('config.diffAgainst', { version: f.number(version - 1) })}
          </h3>
          <ConfigDiff hunks={diffHunks(diffLines(previousBody, body))} t={t} />
        </div>
        <div className="grid gap-1.5">
          <h3 className="font-medium text-[13px]">{t('config.file')}</h3>
          <ConfigFile body={body} />
        </div>
        {mayEdit && version !== wanted && (
          <div className="flex justify-end">
            <RollBack owner={owner} version={version} baseVersion={wanted} path={path} />
          </div>
        )}
      </div>
    </Panel>
  )
}
