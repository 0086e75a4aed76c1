import type { AlertKind } from '@/db/schema'
import type { Locale } from '@/lib/auth/types'
import type { Forecast } from '@/lib/contracts/forecast'
import type { Period } from '@/lib/statistics/schema'
import type { Totals, VolumePoint } from '@/lib/statistics/types'

/** A machine in a report: its backups of the month, and its volume and last good backup at the month's end. */
export type ReportMachine = Pick<Totals, 'backups' | 'success' | 'partial' | 'failed'> & {
  id: string
  name: string
  volumeBytes: number
  lastBackupAt: Date | null
}

/** An episode that was open in the month; `closedAt` null while it still is. */
export type ReportIncident = { id: string; kind: AlertKind; machineName: string | null; openedAt: Date; closedAt: Date | null }

/** Whose contract it is and under which brand; what a mail or a document needs of both. */
export type ReportContract = {
  id: string
  title: string
  clientEmail: string
  clientLocale: Locale
  subscribedBytes: number
  suspendedAt: Date | null
  createdAt: Date
  resellerId: string
  resellerName: string
  resellerLocale: Locale
  spaceId: string
  /** The space's alert e-mail, else the reseller's (requirements B4). */
  alertEmail: string
  timeZone: string
  brandId: string
  productName: string
  accentColor: string
  supportEmail: string | null
  supportPhone: string | null
  supportUrl: string | null
}

/** The report of a month on a contract. Lists are cut where they would fill a book; the counts beside them are whole. */
export type ContractReport = {
  contract: ReportContract
  month: string
  /** The days that it covers, up to today while the month is `running`. */
  period: Period
  running: boolean
  /** All months that there is a report of. */
  months: string[]
  totals: Totals
  /** Day by day within the period. */
  volumes: VolumePoint[]
  volumeBytes: number
  /** Against the evening before the period. */
  grownBytes: number
  forecast: Forecast | { kind: 'suspended' }
  machines: ReportMachine[]
  machineCount: number
  /** Machines without a single good backup in the period. */
  unprotectedCount: number
  incidents: ReportIncident[]
  incidentCount: number
}

/** When a report last left, and the mail that it left as. */
export type LastSending = { mailId: string; recipient: string; at: Date }
