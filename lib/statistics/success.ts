import type { Totals } from './types'

/** The part of the backups that brought something home, partial ones too, in hundredths; null when nothing was backed up. */
export const successPercent = ({ backups, success, partial }: Pick<Totals, 'backups' | 'success' | 'partial'>): number | null =>
  backups > 0 ? (100 * (success + partial)) / backups : null
