import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { HEAD } from '@/app/portal/[brand]/(account)/machines/[id]/restore/downloads/[download]/route'
import { withSystem } from '@/db/client'
import { users } from '@/db/schema'
import { signOut } from '@/lib/auth/commands'
import { ForbiddenError, NotFoundError } from '@/lib/errors'
import { openListing } from '@/lib/listings/queries'
import { askDownload } from '@/lib/restores/commands'
import { openDownload } from '@/lib/restores/download'
import { confirmRestorer, listRestores } from '@/lib/restores/queries'
import { enterSpace } from '@/lib/spaces/acting'
import { asOwner } from '@/tests/support/audit'
import { type Cast, makeCast, must, signedIn } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { RESTIC_TIMEOUT, StoredMachine, testStorage } from '@/tests/support/stored-machine'

testDatabase()
const { dataDir, folderOf } = testStorage()
const NOW = new Date('2026-11-22T10:00:00Z')
let cast: Cast
let west: StoredMachine
let snapshotId: string

beforeAll(async () => {
  cast = await makeCast()
  west = await StoredMachine.make(cast.contracts.west)
  west.files({ 'large.bin': 400_000 })
  snapshotId = await west.backUp()
  await openListing(west.repository, snapshotId, 60_000)
}, RESTIC_TIMEOUT)

/** Asks for one, which is not begun by that. */
async function large(asker = cast.alice): Promise<string> {
  const paths = [join(west.source, 'large.bin')]
  const wanted = { machineId: west.machineId, snapshotId, paths, reason: null, format: 'tar' as const }
  return must(await askDownload(asker, wanted, NOW)).restoreId
}
const state = async () => (await listRestores(cast.alice, west.machineId, NOW))[0]?.state
const brokenOff = () => vi.waitUntil(async () => (await state()) === 'broken_off', { timeout: 20_000 })

test('a download that nobody fetches, or whose browser stalls, is broken off by itself', async () => {
  const patienceMilliseconds = 50
  const unread = must(await openDownload(cast.alice, await large(), NOW, { patienceMilliseconds })).body
  await brokenOff()
  await expect(unread.getReader().read()).rejects.toThrow('nobody fetches')
  const stalled = must(await openDownload(cast.alice, await large(), NOW, { patienceMilliseconds })).body.getReader()
  expect((await stalled.read()).done).toBe(false)
  await brokenOff()
  await expect(stalled.read()).rejects.toThrow('nobody fetches')
  expect(west.stored('locks')).toEqual([])
})

test('a download that waits for restic, and not for its browser, goes on', async () => {
  const { body } = must(await openDownload(cast.alice, await large(), NOW, { patienceMilliseconds: 50 }))
  expect((await new Response(body).arrayBuffer()).byteLength).toBeGreaterThan(400_000)
  expect(await state()).toBe('complete')
})

test('a download whose browser has gone ends, before its first piece as well', async () => {
  const controller = new AbortController()
  const { body } = must(await openDownload(cast.alice, await large(), NOW, { signal: controller.signal }))
  await body.getReader().read()
  controller.abort()
  await brokenOff()
  expect(west.stored('locks')).toEqual([])
  must(await openDownload(cast.alice, await large(), NOW, { signal: AbortSignal.abort() }))
  await brokenOff()
})

describe('a download ends with the right to it', () => {
  const EVERY = { checkMilliseconds: 20 }
  const setRight = (canRestore: boolean) =>
    withSystem('tests', (tx) => tx.update(users).set({ canRestore }).where(eq(users.id, cast.berthe.userId)))

  test('while it is read: taken from its user, or with the session', async () => {
    const reader = must(await openDownload(cast.berthe, await large(cast.berthe), NOW, EVERY)).body.getReader()
    expect((await reader.read()).done).toBe(false)
    await setRight(false)
    await brokenOff()
    await expect(reader.read()).rejects.toThrow('no longer permitted')
    await setRight(true)
    const elsewhere = await signedIn(cast.alpine, 'alice')
    const other = must(await openDownload(elsewhere, await large(elsewhere), NOW, EVERY)).body.getReader()
    await signOut(elsewhere, new Date())
    await brokenOff()
    await expect(other.read()).rejects.toThrow('no longer permitted')
    expect(west.stored('locks')).toEqual([])
  })

  test('while nobody can say any more whether it holds, in the end', async () => {
    const reader = must(await openDownload(cast.berthe, await large(cast.berthe), NOW, { checkMilliseconds: 1 })).body.getReader()
    await asOwner(sql`alter table user_spaces rename to user_spaces_away`)
    try {
      await brokenOff()
      await expect(reader.read()).rejects.toThrow('no longer permitted')
    } finally {
      await asOwner(sql`alter table user_spaces_away rename to user_spaces`)
    }
  })

  test('before it is asked for or begun, for that session alone', async () => {
    const elsewhere = await signedIn(cast.alpine, 'alice')
    const restoreId = await large(elsewhere)
    await signOut(elsewhere, new Date())
    await expect(openDownload(elsewhere, restoreId, NOW)).rejects.toThrow(ForbiddenError)
    await expect(large(elsewhere)).rejects.toThrow(ForbiddenError)
    expect(await state()).toBe('waiting')
    await must(await openDownload(cast.alice, restoreId, NOW, EVERY)).body.cancel()
  })

  test('and not when its user goes to see the portal as another space', async () => {
    await enterSpace(cast.alice, cast.spaces.east)
    await expect(confirmRestorer(cast.alice, west.machineId)).resolves.toBeUndefined()
    await expect(confirmRestorer(cast.bob, west.machineId)).rejects.toThrow(NotFoundError)
  })
})

test('the third download of an account at once is refused, and begun when another has ended', async () => {
  const bodies = [await large(), await large()].map(async (id) => must(await openDownload(cast.alice, id, NOW)).body)
  const [first, second] = await Promise.all(bodies)
  const third = await large()
  expect(await openDownload(cast.alice, third, NOW)).toEqual({ ok: false, reason: 'too_many' })
  // Another account's gets as far as it does without.
  await expect(openDownload(cast.carol, third, NOW)).rejects.toThrow(NotFoundError)
  // Who has nothing to begin takes no place either: the answer is the same as without the two.
  await expect(openDownload(cast.bob, third, NOW)).rejects.toThrow(NotFoundError)
  await first?.cancel()
  const { body } = must(await openDownload(cast.alice, third, NOW))
  await Promise.all([body.cancel(), second?.cancel()])
})

test('a download whose files cannot be listed here is not used up, and nobody is told of it', async () => {
  const restoreId = await large()
  rmSync(join(dataDir, 'restic', 'listings'), { recursive: true })
  const mend = west.damage(join(folderOf(west), 'config'))
  expect((await openDownload(cast.alice, restoreId, NOW)).ok).toBe(false)
  expect(await state()).toBe('waiting')
  mend()
  const { body } = must(await openDownload(cast.alice, restoreId, NOW))
  await body.cancel()
})

test('a download is not begun by who asks for its head only', () => {
  const answer = HEAD()
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET'])
})
