import { buttonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import type { Translate } from '@/lib/i18n/translator'

type Props = { path: string; isLater: boolean; next: string | undefined; t: Translate }

/** On through a machine's backups: older ones follow the last one shown. */
export function OlderBackups({ path, isLater, next, t }: Props) {
  if (!isLater && !next) return null
  return (
    <div className="mt-3 flex flex-wrap justify-end gap-2">
      {isLater && (
        <Link href={path} className={buttonClass()}>
          {t('machine.newestBackups')}
        </Link>
      )}
      {next && (
        <Link href={`${path}?before=${next}`} className={buttonClass()}>
          {t('machine.olderBackups')}
        </Link>
      )}
    </div>
  )
}
