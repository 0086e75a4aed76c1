import { authenticateMachine } from '@/lib/agent-api/authenticate'
import type { MachineActor } from '@/lib/auth/types'
import type { CastMachine } from './cast'

export const TECHNICAL_HOST = 'agents.test'

/** The actor behind a machine's key, as the agent API mints it. */
export const machineActor = (machine: CastMachine): Promise<MachineActor> =>
  authenticateMachine(TECHNICAL_HOST, machine.identificationKey, { technicalHosts: [TECHNICAL_HOST], address: '203.0.113.9' })
