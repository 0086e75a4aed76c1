import type { ConfigProblem } from '@/lib/agent-protocol/config'
import type { Loss } from '@/lib/configs/types'
import type { Translate } from '@/lib/i18n/translator'

/** What both the server's translator and the browser's can be called as. */
export type Say = (key: Parameters<Translate>[0], values?: Record<string, string | number>) => string

/** What is wrong, in a sentence that does not say where. */
export const problemText = ({ code, nearest = '', max = 0 }: ConfigProblem, t: Say): string => t(`config.problem.${code}`, { nearest, max })

/** What a change no longer protects, in a sentence. */
export function lossText(loss: Loss, t: Say): string {
  switch (loss.kind) {
    case 'folder':
      return t('config.loss.folder', { path: loss.path })
    case 'exclude':
      return t('config.loss.exclude', { pattern: loss.pattern })
    case 'history':
      return t('config.loss.history', { from: loss.from, to: loss.to })
    case 'schedule_removed':
    case 'schedule_rarer':
      return t(`config.loss.${loss.kind}`)
  }
}
