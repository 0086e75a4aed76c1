import { listContracts } from '@/lib/contracts/queries'
import { lastDays } from '@/lib/statistics/period'
import { getGlobalStatistics, listMachineStatistics } from '@/lib/statistics/queries'
import type { Figure } from './figures'
import type { Fleet } from './fleet'
import { addContracts, addHistory } from './history'
import type { BenchInstallation } from './installation'
import { measurePage, type PageTimes, visit } from './page'

const CONTRACTS = 99_000
const MACHINES_WITH_HISTORY = 914

/** The list of 100,000 contracts, a machine's three years, and the statistics of a million backups: server time against the page's SQL. */
export async function measureAccount(installation: BenchInstallation, fleet: Fleet): Promise<Figure[]> {
  await addContracts(fleet, CONTRACTS)
  const backups = await addHistory(fleet, MACHINES_WITH_HISTORY)
  const visitor = await visit(fleet)
  const door = await installation.start('web')
  const measure = (path: string, read: Parameters<typeof measurePage>[4]) =>
    measurePage(installation.databaseUrl, door.port, visitor, path, read)
  const { timeZone } = visitor.actor.account
  const year = lastDays(365, timeZone, new Date())
  const threeYears = lastDays(1_095, timeZone, new Date())
  const all = { spaceId: null, contractId: null }
  const machineId = fleet.machineIds[0] ?? ''

  const list = await measure('/contracts', (actor) =>
    listContracts(actor, { search: '', spaceId: null, sort: 'title', descending: false, page: 1 }),
  )
  const found = await measure('/contracts?q=client+99', (actor) =>
    listContracts(actor, { search: 'client 99', spaceId: null, sort: 'title', descending: false, page: 1 }),
  )
  const query = ({ from, to }: { from: string; to: string }) => `from=${from}&to=${to}`
  const machine = await measure(`/machines/${machineId}/statistics?${query(threeYears)}`, (actor) =>
    listMachineStatistics(actor, machineId, threeYears),
  )
  const global = await measure(`/statistics?${query(year)}`, (actor) => getGlobalStatistics(actor, { period: year, ...all }))
  await door.stop()
  return [
    figure('list of 100,000 contracts', list),
    figure('search in 100,000 contracts', found),
    figure("a machine's statistics, 3 years", machine),
    figure(`global statistics, a year of ${backups.toLocaleString('en')} backups`, global),
  ]
}

function figure(what: string, { page, sql, statements }: PageTimes): Figure {
  console.error(`  ${what}: ${page.toFixed(0)} ms, its SQL alone ${sql.toFixed(0)} ms, ${statements} statements`)
  // A page of a few milliseconds is mostly the page itself: the ratio counts where there is something to wait for.
  const ratio = page / sql
  return {
    what: `${what}: server time / its SQL alone`,
    measured: `${ratio.toFixed(2)} (${page.toFixed(0)} ms)`,
    budget: '<= 2, or under 100 ms',
    held: ratio <= 2 || page < 100,
  }
}
