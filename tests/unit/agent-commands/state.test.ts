import { expect, test } from 'vitest'
import { isOpen, stateAfter } from '@/lib/agent-commands/state'
import { commandStatuses } from '@/lib/agent-protocol/commands'

test('an answer takes an open command where it says', () => {
  for (const state of ['queued', 'delivered'] as const)
    expect(commandStatuses.map((status) => stateAfter(state, status))).toEqual([
      'running',
      'done',
      'failed',
      'cancelled',
      'expired',
      'failed',
    ])
  expect(stateAfter('running', 'done')).toBe('done')
  expect(stateAfter('running', 'running')).toBeNull()
})

test('what has ended stays so, whatever is answered again', () => {
  for (const state of ['done', 'failed', 'cancelled'] as const) {
    expect(isOpen(state)).toBe(false)
    for (const status of [...commandStatuses, 'nonsense', '']) expect(stateAfter(state, status)).toBeNull()
  }
})

test('an agent that was cut off is believed about how an expired command went, not about one that only runs', () => {
  expect(stateAfter('expired', 'done')).toBe('done')
  expect(stateAfter('expired', 'failed')).toBe('failed')
  expect(stateAfter('expired', 'running')).toBeNull()
})

test('an answer that this version does not know is a failure', () => {
  expect(stateAfter('delivered', 'exploded')).toBe('failed')
})
