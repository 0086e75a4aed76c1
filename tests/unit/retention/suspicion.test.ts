import { describe, expect, test } from 'vitest'
import { findSuspicion } from '@/lib/retention/suspicion'
import type { Version } from '@/lib/snapshots/types'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const START = Date.parse('2026-11-01T00:00:00Z')

/** One version a day with so many files (and as many kilobytes, unless told). */
const versions = (...sizes: (number | [files: number | null, bytes: number | null])[]): Version[] =>
  sizes.map((size, day) => {
    const [files, bytes] = typeof size === 'number' ? [size, size * 1000] : size
    const receivedAt = new Date(START + day * DAY)
    return {
      id: `v${day}`,
      receivedAt,
      seenBy: 'gateway',
      claimedAt: receivedAt,
      files,
      bytes,
      measured: true,
      successful: true,
      firstHeardAt: null,
    }
  })
const at = (day: number) => new Date(START + day * DAY)

describe('a last version that shrank', () => {
  const reason = (list: Version[], released: Date | null = null, going: Version[] = []) =>
    findSuspicion(list, going, released)?.reason ?? null

  test('by more than half is suspicious, by half is not', () => {
    expect(reason(versions(100, 49))).toBe('shrunk')
    expect(reason(versions(100, 50))).toBeNull()
  })

  test('in files alone or in bytes alone is suspicious', () => {
    expect(reason(versions([100, 1000], [10, 1000]))).toBe('shrunk')
    expect(reason(versions([100, 1000], [100, 400]))).toBe('shrunk')
  })

  test('says from what to what', () => {
    expect(findSuspicion(versions(100, 3), [], null)).toEqual({
      reason: 'shrunk',
      detail: { filesBefore: 100, filesAfter: 3, bytesBefore: 100_000, bytesAfter: 3_000 },
    })
  })

  test('stays suspicious however many small ones follow, and is none once the machine is itself again', () => {
    expect(reason(versions(100, 1, 1, 1))).toBe('shrunk')
    expect(reason(versions(100, 1, 1, 40))).toBe('shrunk')
    expect(reason(versions(100, 1, 1, 98))).toBeNull()
  })

  test('by small steps is suspicious once a version would go that it holds less than half of', () => {
    const list = versions(100, 70, 49, 35, 25)
    expect(reason(list)).toBeNull()
    expect(reason(list, null, list.slice(1, 2))).toBe('shrunk')
    expect(reason(list, null, list.slice(2, 3))).toBeNull()
  })

  test('is held against nothing that was never counted', () => {
    expect(reason(versions([null, null], 3))).toBeNull()
    expect(reason(versions(100, [null, null], 3))).toBe('shrunk')
  })

  test('that an administrator released is the new measure', () => {
    expect(reason(versions(100, 3), at(1.5))).toBeNull()
    expect(reason(versions(100, 3, 3, 2), at(1.5))).toBeNull()
    expect(reason(versions(100, 3, 3, 1), at(1.5))).toBe('shrunk')
    const list = versions(100, 3, 3)
    expect(reason(list, at(1.5), list.slice(0, 1))).toBeNull()
  })

  test('is none where there is nothing to hold it against', () => {
    expect([reason([]), reason(versions(0)), reason(versions(0, 0))]).toEqual([null, null, null])
  })
})

describe('a client’s clock', () => {
  const off = (...hours: number[]): Version[] =>
    versions(...hours.map(() => 10)).map((version, index) => ({
      ...version,
      claimedAt: new Date(version.receivedAt.getTime() + (hours[index] ?? 0) * HOUR),
    }))
  const reason = (list: Version[], released: Date | null = null) => findSuspicion(list, [], released)?.reason ?? null

  test('that is hours off does no harm', () => {
    expect(reason(off(-47, 47, -24, 12, 40, -40))).toBeNull()
  })

  test('that is days off in three of the last ten is suspicious, and says how far', () => {
    expect(reason(off(0, -49, 0, 49))).toBeNull()
    expect(findSuspicion(off(0, -49, 0, 49, -24_000), [], null)).toEqual({ reason: 'clock', detail: { wrong: 3, of: 5, hours: 24_000 } })
    expect(reason(off(99, 99, 99, ...Array(8).fill(0)))).toBeNull()
  })

  test('does not count for versions that were found later, nor before a release', () => {
    expect(reason(off(99, 99, 99).map((version) => ({ ...version, seenBy: 'repository' as const })))).toBeNull()
    expect(reason(off(99, 99, 99, 99), at(1))).toBeNull()
    expect(reason(off(99, 99, 99, 99, 99), at(1))).toBe('clock')
  })

  test('is right where a backup took days, as the server heard of it when it began', () => {
    const slow = off(-100, -100, -100)
    expect(reason(slow)).toBe('clock')
    expect(reason(slow.map((version) => ({ ...version, firstHeardAt: version.claimedAt })))).toBeNull()
  })
})
