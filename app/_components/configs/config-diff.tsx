import type { DiffLine } from '@/lib/configs/line-diff'
import type { Say } from './describe'

const SIGNS = { same: ' ', added: '+', removed: '−' }

/** What changed between two files, line by line, with the numbers that the lines bear in each. */
export function ConfigDiff({ hunks, t }: { hunks: DiffLine[][]; t: Say }) {
  if (hunks.length === 0) return <p className="text-[13px] text-muted">{t('config.diffNone')}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section tabIndex={0} aria-label={t('config.diff')} className="diff">
      {hunks.map((hunk) => (
        <ol key={`${hunk[0]?.before}/${hunk[0]?.after}`}>
          {hunk.map((line) => (
            <li key={`${line.before}/${line.after}`} data-kind={line.kind}>
              <span className="diff-number">{line.before}</span>
              <span className="diff-number">{line.after}</span>
              <span className="diff-sign">{SIGNS[line.kind]}</span>
              <code>{line.text}</code>
            </li>
          ))}
        </ol>
      ))}
    </section>
  )
}
