import { type ChildProcess, execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { seededRandom } from '@/lib/demo/random'
import { builtAgent } from './bundle'
import { Scene } from './scene'

const bundle = builtAgent()
/** More of them, and others, on demand: `AGENT_KILLS=50 AGENT_KILLS_SEED=... npx vitest run tests/integration/agent/killed.test.ts`. */
const KILLS = Number(process.env.AGENT_KILLS ?? 15)
const SEED = process.env.AGENT_KILLS_SEED ?? 'power cuts'

/** As a crash of the agent, a power cut, a crash of restic, and a shutdown end it. */
const ways: ((child: ChildProcess) => void)[] = [
  (child) => child.kill('SIGKILL'),
  (child) => process.kill(-(child.pid ?? 0), 'SIGKILL'),
  (child) => resticOf(child)?.(),
  (child) => child.kill('SIGTERM'),
]

function resticOf(child: ChildProcess): (() => void) | null {
  try {
    const pid = Number(execFileSync('pgrep', ['-P', String(child.pid), 'restic'], { encoding: 'utf8' }).split('\n')[0])
    return pid ? () => process.kill(pid, 'SIGKILL') : null
  } catch {
    return null
  }
}

test(
  `killed at ${KILLS} random moments, it leaves a repository that is whole and reports that are complete`,
  async () => {
    const random = seededRandom(SEED)
    const scene = await Scene.open(bundle())
    await scene.enroll('--path', scene.source)
    for (let kill = 0; kill < KILLS; kill++) {
      scene.write(`file-${kill % 4}`, randomBytes(random.between(1, 3_000_000)))
      const running = scene.startGroup(['backup'])
      const way = ways[random.between(0, ways.length - 1)]
      const timer = setTimeout(() => isAlive(running.child) && way?.(running.child), random.between(100, 4000))
      await running.ended
      clearTimeout(timer)
    }
    expect(await scene.run(['backup'])).toMatchObject({ code: 0 })
    expect(scene.portal.breaches).toEqual([])
    for (const backupId of scene.portal.backupIds()) {
      const reports = scene.portal.reports(backupId)
      expect(reports.map(({ seq }) => seq)).toEqual(reports.map((_, index) => index + 1))
      expect(reports[0]?.event.type).toBe('started')
      expect(reports.filter(({ event }) => event.type === 'finished')).toHaveLength(1)
      expect(reports.at(-1)?.event.type).toBe('finished')
    }
    // Else all of them came too late, and the test would prove nothing.
    const outcomes = scene.portal.reports().flatMap(({ event }) => (event.type === 'finished' ? [event.outcome] : []))
    expect(outcomes).toContain('failed')
    expect(await scene.status()).toMatchObject({ spooledReports: 0, rejectedReports: false })
    const check = await scene.restic('check', '--read-data').ended
    expect(check).toMatchObject({ code: 0, out: expect.stringContaining('no errors were found') })
    const snapshots = JSON.parse((await scene.restic('snapshots', '--json').ended).out) as { id: string }[]
    const told = scene.portal.reports().flatMap(({ event }) => (event.type === 'finished' && event.snapshotId ? [event.snapshotId] : []))
    for (const id of told) expect(snapshots.some((snapshot) => snapshot.id.startsWith(id))).toBe(true)
    expect(scene.locks()).toEqual([])
  },
  KILLS * 40_000,
)

const isAlive = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null
