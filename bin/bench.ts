import { measureAccount } from '@/tests/bench/account'
import { measureControlRoom } from '@/tests/bench/control-room'
import { printFigures } from '@/tests/bench/figures'
import { makeFleet } from '@/tests/bench/fleet'
import { measureIngest } from '@/tests/bench/ingest'
import { makeInstallation } from '@/tests/bench/installation'
import { measureRestore } from '@/tests/bench/restore'
import { measureSweep } from '@/tests/bench/sweep'
import { measureUpload } from '@/tests/bench/upload'

const MACHINES = 10_000
const CONTRACTS = 1_000

/** Measures the budgets of the design as ratios within one run. */
export default async function main(): Promise<void> {
  const installation = await makeInstallation()
  try {
    console.error(`A fleet of ${MACHINES} machines and ${CONTRACTS} contracts ...`)
    const fleet = await makeFleet(MACHINES, CONTRACTS)
    const figures = [
      ...(await measureIngest(installation, fleet)),
      ...(await measureControlRoom(installation, fleet)),
      ...(await measureUpload(installation, fleet)),
      // Adds to the fleet: what is measured with 10,000 machines alone goes before.
      ...(await measureAccount(installation, fleet)),
      ...(await measureRestore()),
      ...(await measureSweep(fleet)),
    ]
    printFigures(figures)
  } finally {
    await installation.close()
  }
}
