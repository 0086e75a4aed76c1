import { systemActor } from '@/lib/auth/system'
import { clock } from '@/lib/clock'
import { replayAlerts } from '@/lib/demo/alerts'
import { DEMO_BRANDS, DEMO_PASSWORD, DEMO_RESELLERS, LIVE } from '@/lib/demo/cast'
import { refreshDemo, seedDemo } from '@/lib/demo/commands'
import { refreshDemoKit } from '@/lib/demo/kits'
import { startSimulator } from '@/lib/demo/simulator'
import { type Env, readEnv } from '@/lib/env'
import { setLocalPort } from '@/lib/hosts/links'
import build from './build'
import { provideAgent } from './build-agent'
import { startLiveAgent } from './demo/live-agent'
import { openInstallation } from './installation'
import { serve, stopOnSignal } from './serve'
import { ensureTools } from './tools'

/** The portal with demo data, moving: simulated machines over the agent API, and one real agent where restic and rclone are. */
export default async function main(args: string[]): Promise<void> {
  const env: Env = { ...readEnv() }
  env.AGENT_HOSTS = [...env.AGENT_HOSTS, 'localhost']
  const dev = args.includes('--dev')
  const lacking = ensureTools(['restic', 'rclone'])
  if (!dev) await build()
  await provideAgent()
  const stopping = stopOnSignal()
  const installation = await openInstallation(env)
  stopping.add(installation.close)
  const actor = systemActor('demo')
  setLocalPort(env.PORT)
  const made = await seedDemo(actor, clock.now())
  await refreshDemo(actor, clock.now())
  if (made === 'created') {
    await replayAlerts(actor, clock.now())
    console.error('Demo data made.')
  }
  setLocalPort(env.PORT)
  await refreshDemoKit(actor, clock.now())
  const portal = await serve(env, installation, dev)
  stopping.add(portal.stop)
  announce(env.PORT, lacking)
  const simulator = await startSimulator(actor, `http://localhost:${env.PORT}`)
  stopping.add(simulator.stop)
  if (!lacking) stopping.add((await startLiveAgent(env.DATA_DIR, env.PORT)).stop)
}

function announce(port: number, lacking: string | null): void {
  const rows = [
    ...DEMO_BRANDS.map(({ slug, host, productName }) => {
      const users =
        slug === 'operator'
          ? ['root']
          : DEMO_RESELLERS.filter(({ brand }) => brand === slug).flatMap((reseller) => reseller.users.map(({ userName }) => userName))
      return `  http://${host}:${port}`.padEnd(42) + productName.padEnd(20) + users.join(', ')
    }),
  ]
  console.log(`
The portal is up. Password of every account: ${DEMO_PASSWORD}

${rows.join('\n')}

${lacking ? `No live agent: ${lacking}` : `A real agent backs up "${LIVE.name}" (contract ${LIVE.title}) every two minutes: watch it on\n  http://${LIVE.host}:${port}/control-room as alice.`}
Ctrl-C stops everything.
`)
}
