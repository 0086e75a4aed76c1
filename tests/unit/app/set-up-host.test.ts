import { expect, test } from 'vitest'
import { suggestedHost } from '@/app/_components/setup/set-up-values'

test.each([
  ['console.example.com:3000', 'console.example.com'],
  ['localhost:3000', 'console.localhost'],
  ['10.0.0.1:3000', ''],
  ['[::1]:3000', ''],
  ['server', ''],
  [null, ''],
])('the set-up that is asked on %j suggests %j', (asked, expected) => {
  expect(suggestedHost(asked)).toBe(expected)
})
