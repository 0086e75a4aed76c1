import { expect, test } from 'vitest'
import { volumeAfterRecount } from '@/lib/storage/volume'

test('a recount replaces what the gateway has counted, up and down', () => {
  expect(volumeAfterRecount({ storageMetered: true }, { files: 9, bytes: 500 })).toBe(500)
  expect(volumeAfterRecount({ storageMetered: true }, { files: 0, bytes: 0 })).toBe(0)
})

test('a recount that finds something replaces an agent’s claim; one that finds nothing leaves it', () => {
  expect(volumeAfterRecount({ storageMetered: false }, { files: 1, bytes: 500 })).toBe(500)
  expect(volumeAfterRecount({ storageMetered: false }, { files: 0, bytes: 0 })).toBeNull()
})
