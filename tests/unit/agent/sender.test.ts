import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { AgentLog } from '@/agent/agent-log'
import { takeLock } from '@/agent/lock'
import { messagesIn } from '@/agent/messages'
import { Portal } from '@/agent/portal'
import { Secrets } from '@/agent/secrets'
import { Sender } from '@/agent/sender'
import { Spool } from '@/agent/spool'
import type { Report } from '@/lib/agent-protocol/schema'
import { KEY, type Mishap, problem, StandInPortal } from '@/tests/integration/agent/stand-in-portal'
import { backupReports } from './reports'
import { temporaryFolder } from './temporary-folder'

vi.setConfig({ testTimeout: 30_000 })

async function scene(reports: Report[] = backupReports(3), key = KEY) {
  const folder = temporaryFolder()
  const portal = await StandInPortal.start()
  onTestFinished(() => portal.close())
  const spool = new Spool(join(folder, 'spool'))
  for (const report of reports) spool.file(report.backupId).append(report, false)
  const said: string[] = []
  const log = new AgentLog(join(folder, 'agent.log'), new Secrets(), (line) => said.push(line))
  const lockPath = join(folder, 'sender.lock')
  const sender = new Sender(spool, new Portal(portal.address, key, 300), lockPath, log, messagesIn('en'), 5)
  return { portal, spool, sender, said, reports, lockPath }
}

/** Fails the first requests in turn, then lets all pass. */
function inTurn(...mishaps: Mishap[]): () => Mishap | null {
  return () => mishaps.shift() ?? null
}

test('sends what waits and keeps nothing', async () => {
  const { portal, spool, sender, reports } = await scene()
  expect(await sender.flush(5000)).toBe(0)
  expect(portal.reports()).toEqual(reports)
  expect(spool.pending()).toBe(0)
  expect(portal.breaches).toEqual([])
})

test('sends reports that come later, while it runs', async () => {
  const { portal, spool, sender } = await scene()
  const stop = new AbortController()
  const running = sender.run(stop.signal)
  await expect.poll(() => portal.taken.size).toBe(5)
  for (const report of backupReports(0)) spool.file(report.backupId).append(report, true)
  await expect.poll(() => portal.taken.size, { timeout: 5000 }).toBe(7)
  stop.abort()
  await running
})

test.each<[string, Mishap[]]>([
  ['503', [{ kind: 'status', status: 503, body: problem('unavailable') }]],
  ['a proxy that says 502 in HTML', [{ kind: 'status', status: 502, body: '<html>' }]],
  ['a sign-in page that says 200', [{ kind: 'status', status: 200, body: '<html>' }]],
  ['no answer', [{ kind: 'hang' }]],
  ['a connection that breaks', [{ kind: 'reset' }, { kind: 'reset' }]],
])('tries again after %s: nothing lost, nothing twice', async (_, mishaps) => {
  const { portal, sender, reports } = await scene()
  portal.mishap = inTurn(...mishaps)
  expect(await sender.flush(10_000)).toBe(0)
  expect(portal.reports()).toEqual(reports)
  expect(portal.duplicates).toBe(0)
})

test('the key and the reports follow no redirect to another place', async () => {
  const { portal, sender } = await scene()
  const elsewhere = await StandInPortal.start()
  onTestFinished(() => elsewhere.close())
  let visits = 0
  elsewhere.mishap = () => {
    visits += 1
    return null
  }
  const location = `${elsewhere.address}/api/agent/v1/reports`
  portal.mishap = inTurn({ kind: 'status', status: 307, headers: { location } })
  expect(await sender.flush(10_000)).toBe(0)
  expect(visits).toBe(0)
  expect(portal.taken.size).toBe(5)
})

test('an answer lost after the commit makes duplicates that the portal counts, and no loss', async () => {
  const { portal, sender, reports } = await scene()
  portal.mishap = inTurn({ kind: 'lost' })
  expect(await sender.flush(10_000)).toBe(0)
  expect(portal.reports()).toEqual(reports)
  expect(portal.duplicates).toBe(5)
})

test.each([429, 503])('after %i it waits as long as Retry-After says', async (status) => {
  const { portal, sender } = await scene()
  portal.mishap = inTurn({ kind: 'status', status, body: problem('unavailable'), headers: { 'retry-after': '3600' } })
  expect(await sender.flush(10_000)).toBe(5)
  expect(portal.taken.size).toBe(0)
})

test('an unknown key is said once, without the key, and the reports are kept', async () => {
  const { portal, sender, said } = await scene(backupReports(3), 'kwb_wrong')
  expect(await sender.flush(2000)).toBe(5)
  expect(await sender.flush(2000)).toBe(5)
  expect(said.filter((line) => line.includes('does not know the identification key'))).toHaveLength(1)
  expect(said.join()).not.toContain('kwb_wrong')
  expect(portal.taken.size).toBe(0)
})

test('a suspended contract is said, the reports wait, and go when it is reactivated', async () => {
  const { portal, sender, said } = await scene()
  portal.suspended = true
  const stop = new AbortController()
  const running = sender.run(stop.signal)
  await expect.poll(() => said.join()).toContain('suspended')
  expect(portal.taken.size).toBe(0)
  portal.suspended = false
  sender.wakeUp()
  await expect.poll(() => portal.taken.size).toBe(5)
  stop.abort()
  await running
})

test('a proxy that says 403 does not suspend the contract', async () => {
  const { portal, sender } = await scene()
  portal.mishap = inTurn({ kind: 'status', status: 403, body: '<html>' })
  expect(await sender.flush(5000)).toBe(0)
})

test('422 sets the named reports aside with the reason, and the others go', async () => {
  const { portal, spool, sender, reports } = await scene()
  const issues = [
    { path: 'reports.1.event.lines.0.at', message: 'Invalid date' },
    { path: 'reports.1.event.lines.0.level', message: 'Invalid level' },
    { path: 'reports.3.backupId', message: 'belongs to another machine' },
  ]
  portal.mishap = inTurn({ kind: 'status', status: 422, body: problem('invalid', 'bad', issues) })
  expect(await sender.flush(5000)).toBe(0)
  expect(portal.reports().map((report) => report.seq)).toEqual([1, 3, 5])
  const rejected = readFileSync(spool.rejectedPath, 'utf8').trim().split('\n')
  expect(rejected.map((line) => JSON.parse(line).reason)).toEqual([
    'reports.1.event.lines.0.at: Invalid date',
    'reports.3.backupId: belongs to another machine',
  ])
  expect(JSON.parse(JSON.parse(rejected[0] ?? '').report)).toEqual(reports[1])
})

test('422 that names no report is halved down to the one report that is wrong', async () => {
  const { portal, sender } = await scene(backupReports(20))
  portal.mishap = (_, body) => {
    const wrong = (body as { reports: Report[] }).reports.some((report) => report.seq === 13)
    return wrong ? { kind: 'status', status: 422, body: problem('invalid', 'something is wrong') } : null
  }
  expect(await sender.flush(5000)).toBe(0)
  expect(portal.taken.size).toBe(21)
  expect(portal.reports().some((report) => report.seq === 13)).toBe(false)
})

test('413 halves the batch', async () => {
  const { portal, sender } = await scene(backupReports(98))
  portal.mishap = (_, body) => {
    const { length } = (body as { reports: Report[] }).reports
    return length > 30 ? { kind: 'status', status: 413, body: problem('too_large') } : null
  }
  expect(await sender.flush(10_000)).toBe(0)
  expect(portal.taken.size).toBe(100)
  expect(Math.max(...portal.batches)).toBeLessThanOrEqual(30)
})

test('while another process sends, it does not', async () => {
  const { portal, sender, lockPath } = await scene()
  const other = takeLock(lockPath)
  expect(await sender.flush(500)).toBe(5)
  expect(portal.taken.size).toBe(0)
  if (other.ok) other.lock.release()
  expect(await sender.flush(5000)).toBe(0)
})

test('a flush ends in time when the portal does not answer', async () => {
  const { portal, sender } = await scene()
  portal.mishap = () => ({ kind: 'hang' })
  expect(await sender.flush(1000)).toBe(5)
})
