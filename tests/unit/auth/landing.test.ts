import { expect, test } from 'vitest'
import { landingPath } from '@/lib/auth/landing'
import type { Actor } from '@/lib/auth/types'

const user = (pack: string) => ({ kind: 'user', account: { pack } }) as Actor

test('the service pack decides the first screen', () => {
  expect(landingPath(user('statistics'))).toBe('/statistics')
  expect(landingPath(user('control_room'))).toBe('/control-room')
})

test('the operator lands in the console', () => expect(landingPath({ kind: 'operator' } as Actor)).toBe('/operator'))
