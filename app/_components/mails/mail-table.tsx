import type { Words } from '@/app/_components/i18n/request'
import type { MailRow as Mail } from '@/lib/mails/types'
import { MailRow } from './mail-row'

type Props = { mails: Mail[]; path: string; showReseller: boolean; words: Words }

export function MailTable({ mails, path, showReseller, words }: Props) {
  const { t } = words
  const columns = ['subject', 'recipient', ...(showReseller ? (['reseller'] as const) : []), 'kind', 'created', 'state'] as const
  return (
    <div className="table-frame">
      <table className="table table-wide" aria-label={t('mails.heading')}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={column === 'state' ? 'w-1/4' : undefined}>
                {t(`mails.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {mails.map((mail) => (
            <MailRow key={mail.id} mail={mail} path={path} showReseller={showReseller} words={words} />
          ))}
        </tbody>
      </table>
    </div>
  )
}
