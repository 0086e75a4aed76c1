import { expect, test } from 'vitest'
import { BackupReport } from '@/agent/backup-report'
import { messagesIn } from '@/agent/messages'
import { PortalClock } from '@/agent/portal-clock'
import { Secrets } from '@/agent/secrets'
import { MAX_BACKUP_BYTES, Spool } from '@/agent/spool'
import { uuidv7 } from '@/agent/uuid'
import { events } from './reports'
import { temporaryFolder } from './temporary-folder'

const text = messagesIn('fr')

function scene() {
  const secrets = new Secrets()
  secrets.add('kwb_secret')
  const spool = new Spool(temporaryFolder())
  const report = new BackupReport({ spool, secrets, clock: new PortalClock(), text }, uuidv7())
  report.started('manual', new Date())
  return { spool, report }
}
const { type: _, ...progress } = events.progress
const sent = (spool: Spool) => spool.nextBatch()?.reports ?? []

test('numbers count up from 1 without a gap', () => {
  const { spool, report } = scene()
  report.progress(progress)
  report.log('one')
  report.progress(progress)
  report.finished(events.finished)
  expect(sent(spool).map(({ seq, event }) => [seq, event.type])).toEqual([
    [1, 'started'],
    [2, 'progress'],
    [3, 'log'],
    [4, 'finished'],
  ])
})

test('progress does not pile up while nothing is acknowledged, and goes on after that', () => {
  const { spool, report } = scene()
  for (let i = 0; i < 1000; i += 1) report.progress(progress)
  expect(spool.pending()).toBe(2)
  const batch = spool.nextBatch()
  if (batch) spool.acknowledge(batch)
  report.progress({ ...progress, percent: 99 })
  expect(sent(spool)).toMatchObject([{ event: { type: 'progress', percent: 99 } }])
})

test('lines carry no secret, no control characters, no half characters, and have an end', () => {
  const { spool, report } = scene()
  report.log('key kwb_secret\0and\nmore \ud800')
  report.log('x'.repeat(100_000))
  report.flush()
  const event = sent(spool)[1]?.event
  if (event?.type !== 'log') throw new Error('no log')
  expect(event.lines[0]?.message).toBe('key *** and more \ufffd')
  expect(event.lines[1]?.message.length).toBe(4096)
})

test('a flood of lines ends with a word about it, and the end of the backup is still told', () => {
  const { spool, report } = scene()
  for (let i = 0; i < 4000; i += 1) report.log('x'.repeat(4096), 'error')
  report.finished(events.finished)
  expect(spool.bytes()).toBeLessThan(MAX_BACKUP_BYTES + 300_000)
  const all = spool.files().flatMap((file) => file.lines())
  expect(all.at(-2)?.report?.event).toMatchObject({ type: 'log', lines: [{ message: text.moreLines }] })
  expect(all.at(-1)?.report?.event.type).toBe('finished')
  expect(all.map((line) => line.report?.seq)).toEqual(all.map((_line, index) => index + 1))
})
