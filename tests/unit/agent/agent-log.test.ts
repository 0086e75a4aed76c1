import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AgentLog } from '@/agent/agent-log'
import { Secrets } from '@/agent/secrets'
import { temporaryFolder } from './temporary-folder'

test('secrets never reach the file or the terminal, also where an address encodes them', () => {
  const secrets = new Secrets()
  secrets.add('pass/word')
  const said: string[] = []
  const log = new AgentLog(join(temporaryFolder(), 'agent.log'), secrets, (line) => said.push(line))
  log.say('rest:http://id:pass%2Fword@host/ pass/word')
  expect(said.join() + readFileSync(log.path, 'utf8')).not.toMatch(/pass.{1,3}word/)
})

test('a message stays one line', () => {
  const log = new AgentLog(join(temporaryFolder(), 'agent.log'), new Secrets(), () => {})
  log.say('a\nb\u2028c')
  expect(readFileSync(log.path, 'utf8')).toMatch(/^\S+ info a b c\n$/)
})

test('the file is rotated once, so that two files bound it', () => {
  const log = new AgentLog(join(temporaryFolder(), 'agent.log'), new Secrets(), () => {})
  writeFileSync(log.path, 'x'.repeat(1024 * 1024 + 1))
  log.note('fresh')
  expect(statSync(log.path).size).toBeLessThan(100)
  expect(existsSync(`${log.path}.1`)).toBe(true)
})

test('only the owner reads it', () => {
  const log = new AgentLog(join(temporaryFolder(), 'agent.log'), new Secrets(), () => {})
  log.note('x')
  expect(statSync(log.path).mode & 0o777).toBe(0o600)
})
