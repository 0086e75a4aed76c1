import type { ContractReport, ReportContract } from '@/lib/reports/types'
import { daysOf } from '@/lib/statistics/period'

const period = { from: '2026-10-01', to: '2026-10-31' }
const contract: ReportContract = {
  ...{ id: 'contract', title: 'Boulangerie Martin', clientEmail: 'client@example.test', clientLocale: 'fr', subscribedBytes: 60e9 },
  ...{
    suspendedAt: null,
    createdAt: new Date('2025-01-01T00:00:00Z'),
    resellerId: 'reseller',
    resellerName: 'Alpes',
    resellerLocale: 'fr',
  },
  ...{ spaceId: 'space', alertEmail: 'alerts@example.test', timeZone: 'Europe/Paris', brandId: 'brand', productName: 'Alpes Sauvegarde' },
  ...{ accentColor: '#007a8f', supportEmail: 'aide@example.test', supportPhone: null, supportUrl: null },
}
const good = { backups: 31, success: 30, partial: 1, failed: 0, volumeBytes: 8e8, lastBackupAt: new Date('2026-10-31T20:12:00Z') }

/** A report on October 2026, but for what is given. */
export const aReport = (
  facts: Partial<Omit<ContractReport, 'contract'>> & { contract?: Partial<ReportContract> } = {},
): ContractReport => ({
  ...{ month: '2026-10', period, running: false, months: ['2026-11', '2026-10'] },
  totals: { backups: 1860, success: 1801, partial: 21, failed: 38, cancelled: 0, bytesAdded: 4e9, durationSeconds: 90_000 },
  volumes: daysOf(period).map((day, index) => ({ day, bytes: 41.3e9 + index * 3e8 })),
  ...{ volumeBytes: 50.3e9, grownBytes: 9.3e9, forecast: { kind: 'day', day: '2026-12-02' } },
  machines: [
    { id: '1', name: 'PC-1', ...good },
    { id: '2', name: 'PC-2', ...good, failed: 3 },
    { id: '3', name: 'PC-3', ...good, backups: 3, success: 0, partial: 0, failed: 3, lastBackupAt: null },
  ],
  ...{ machineCount: 3, unprotectedCount: 1 },
  incidents: [
    { id: '1', kind: 'missed', machineName: 'PC-3', openedAt: new Date('2026-10-04T08:00:00Z'), closedAt: null },
    {
      id: '2',
      kind: 'over_volume',
      machineName: null,
      openedAt: new Date('2026-10-09T08:00:00Z'),
      closedAt: new Date('2026-10-10T08:00:00Z'),
    },
  ],
  incidentCount: 2,
  ...facts,
  contract: { ...contract, ...facts.contract },
})
