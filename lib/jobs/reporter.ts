import { systemActor } from '@/lib/auth/system'
import { clock } from '@/lib/clock'
import { tellMonth } from '@/lib/reports/round'
import { type Loop, startLoop } from './loop'

/** Writes the monthly reports when it is time for them. */
export const startReporter = (): Loop => startLoop('reports', (signal) => tellMonth(systemActor('monthly reports'), clock.now, signal))
