import { expect, test } from 'vitest'
import { restorePayloadSchema } from '@/lib/agent-protocol/restore'

const accepts = (target: string) =>
  restorePayloadSchema.safeParse({ snapshotId: 'a'.repeat(64), paths: ['/home'], target, overwrite: 'never' }).success

test.each(['/srv/back', '/', 'C:\\Back', 'd:/back'])('a folder of the machine is a target: %s', (target) => {
  expect(accepts(target)).toBe(true)
})

test.each([
  '\\\\server\\share',
  ' \\\\server\\share',
  '//server/share',
  '/\\server\\share',
  '\\/server/share',
  '\\\\?\\UNC\\server\\share',
])('a share of another machine is none: %s', (target) => {
  expect(accepts(target)).toBe(false)
})
