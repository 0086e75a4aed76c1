import type { Words } from '@/app/_components/i18n/request'
import type { AlertHistory as Episode } from '@/lib/alerts/types'

/** The last episodes of a machine; each opens to what happened to it. */
export function AlertHistory({ episodes, words: { t, f } }: { episodes: Episode[]; words: Words }) {
  return (
    <ul className="grid gap-1.5">
      {episodes.map((episode) => (
        <li key={episode.id}>
          <details>
            <summary className="cursor-pointer">
              <span className="font-medium">{t(`episodes.kindName.${episode.kind}`)}</span>{' '}
              <span className="text-[12.5px] text-muted">
                {f.dateTime(episode.openedAt.getTime())} · {endOf(episode, { t, f })}
              </span>
            </summary>
            <ol className="mt-1 mb-2 grid gap-1 border-line border-l pl-3 text-[13px]">
              {episode.events.map(({ kind, at, by, reason }) => (
                <li key={`${kind} ${at}`} className="[overflow-wrap:anywhere]">
                  <time className="text-muted tabular-nums" dateTime={at}>
                    {f.dateTime(Date.parse(at))}
                  </time>{' '}
                  {t(`episodes.event.${kind}`, { by: by ?? '', reason: reason ?? '' })}
                </li>
              ))}
            </ol>
          </details>
        </li>
      ))}
    </ul>
  )
}

function endOf({ openedAt, closedAt, end }: Episode, { t, f }: Words): string {
  if (!closedAt || !end) return t('episodes.historyOpen')
  const lasted = t('episodes.lasted', { duration: f.duration((closedAt.getTime() - openedAt.getTime()) / 1000) })
  return `${lasted} (${t(`episodes.end.${end}`)})`
}
