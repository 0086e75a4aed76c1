import type { Words } from '@/app/_components/i18n/request'
import { Panel } from '@/app/_components/ui/panel'
import type { GroupTotals } from '@/lib/statistics/types'
import { type GroupOrder, ordered } from './group-order'
import { GroupTable } from './group-table'
import { withQuery } from './period-address'

type Props = { kind: 'space' | 'contract'; groups: GroupTotals[]; query: Record<string, string>; order: GroupOrder; words: Words }

const MOST_ROWS = 100

/** A table per space or per contract; beyond the first hundred the file has the rest. */
export function GroupPanel({ kind, groups, query, order, words }: Props) {
  const { t, f } = words
  const shown = ordered(groups, order).slice(0, MOST_ROWS)
  return (
    <Panel
      title={t(kind === 'space' ? 'statistics.perSpace' : 'statistics.perContract')}
      titleId={`per-${kind}`}
      hint={t('statistics.groupHint')}
    >
      <GroupTable
        name={t(kind === 'space' ? 'scope.space' : 'scope.contract')}
        groups={shown}
        order={order}
        address={({ sort, descending }) => withQuery('/statistics', { ...query, sort, order: descending ? 'desc' : null })}
        linkOf={(id) => withQuery('/statistics', { ...query, [kind]: id })}
        words={words}
      />
      {groups.length > shown.length && (
        <p className="mt-3 text-[13px] text-muted">
          {t('statistics.more', { shown: f.number(shown.length), total: f.number(groups.length) })}
        </p>
      )}
    </Panel>
  )
}
