import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { CommandJournal } from '@/agent/commands/journal'
import { temporaryFolder } from '@/tests/unit/agent/temporary-folder'

const NOW = new Date('2026-11-22T10:00:00Z')
const later = (days: number) => new Date(NOW.getTime() + days * 86_400_000)
const ID = '0190a0a0-0000-7000-8000-0000000000aa'
const command = (id = ID, expiresAt: string | undefined = later(1).toISOString()) => ({ id, kind: 'backup_now', expiresAt })
const newPath = () => join(temporaryFolder(), 'commands.json')
const DONE = { status: 'done', detail: 'fait' } as const

test('a command is begun once, and is on the disk before that', () => {
  const path = newPath()
  const journal = new CommandJournal(path)
  expect(journal.begin(command(), NOW)).toBe(true)
  expect(readFileSync(path, 'utf8')).toContain(ID)
  expect(journal.begin(command(), NOW)).toBe(false)
  expect(new CommandJournal(path).begin(command(), NOW)).toBe(false)
})

test('it is told as running, then with its result, each until the portal has it', () => {
  const journal = new CommandJournal(newPath())
  journal.begin(command(), NOW)
  const running = journal.answers()
  expect(running).toEqual([{ commandId: ID, status: 'running', detail: null }])
  expect(journal.answers()).toEqual(running)
  journal.told(running)
  expect(journal.answers()).toEqual([])
  journal.end(ID, DONE)
  expect(journal.answers()).toEqual([{ commandId: ID, status: 'done', detail: 'fait' }])
})

test('a result that comes while “running” is on its way is not taken for told', () => {
  const journal = new CommandJournal(newPath())
  journal.begin(command(), NOW)
  const onItsWay = journal.answers()
  journal.end(ID, DONE)
  journal.told(onItsWay)
  expect(journal.answers()).toMatchObject([{ status: 'done' }])
})

test('delivered again, it is answered with the kept result, across restarts', () => {
  const path = newPath()
  const journal = new CommandJournal(path)
  journal.begin(command(), NOW)
  journal.end(ID, DONE)
  journal.told(journal.answers())
  const restarted = new CommandJournal(path)
  expect(restarted.answers()).toEqual([])
  expect(restarted.begin(command(), NOW)).toBe(false)
  expect(restarted.answers()).toEqual([{ commandId: ID, status: 'done', detail: 'fait' }])
})

test('what a dead process was carrying out ends as failed, and what has ended does not change', () => {
  const path = newPath()
  new CommandJournal(path).begin(command(), NOW)
  const restarted = new CommandJournal(path)
  restarted.endInterrupted('interrompue')
  restarted.end(ID, DONE)
  expect(restarted.answers()).toEqual([{ commandId: ID, status: 'failed', detail: 'interrompue' }])
})

test('what could not be written is not begun', () => {
  const path = join(temporaryFolder(), 'state', 'commands.json')
  mkdirSync(dirname(path))
  const journal = new CommandJournal(path)
  // A folder in the place of the file is in the way of root too.
  mkdirSync(path)
  expect(() => journal.begin(command(), NOW)).toThrow()
  expect(journal.answers()).toEqual([])
})

test('an ended command is forgotten only long after it could no longer be carried out', () => {
  const journal = new CommandJournal(newPath())
  const other = (tail: string) => command(`0190a0a0-0000-7000-8000-0000000000${tail}`, later(90).toISOString())
  journal.begin(command(), NOW)
  journal.end(ID, DONE)
  journal.told(journal.answers())
  journal.begin(other('01'), later(8))
  expect(journal.begin(command(), later(8))).toBe(false)
  journal.told(journal.answers())
  journal.begin(other('02'), later(9))
  expect(journal.begin(command(), later(9))).toBe(true)
})

test('neither what runs nor what the portal has not heard is ever forgotten', () => {
  const journal = new CommandJournal(newPath())
  journal.begin(command(), NOW)
  journal.begin(command('0190a0a0-0000-7000-8000-000000000001'), later(400))
  expect(journal.begin(command(), later(400))).toBe(false)
})

test('at most a hundred are told at once, the oldest first; a detail is cut to what the portal takes', () => {
  const journal = new CommandJournal(newPath())
  const ids = Array.from({ length: 101 }, (_, number) => `0190a0a0-0000-7000-8000-${String(number).padStart(12, '0')}`)
  for (const id of ids) journal.begin(command(id), NOW)
  expect(journal.answers().map(({ commandId }) => commandId)).toEqual(ids.slice(0, 100))
  journal.end(ids[0] ?? '', { status: 'failed', detail: 'x'.repeat(5000) })
  expect(journal.answers()[0]?.detail).toHaveLength(4096)
})

test('a damaged file is put aside for a person to look at', () => {
  const path = newPath()
  writeFileSync(path, '[{"id":')
  expect(new CommandJournal(path).answers()).toEqual([])
  expect(existsSync(`${path}.damaged`)).toBe(true)
})
