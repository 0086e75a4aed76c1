import { expect, test } from 'vitest'
import { inTurn } from '@/lib/reports/turns'

/** A document that is drawn until it is told to be done. */
function drawing(resellerId: string, name: string, begun: string[], signal?: AbortSignal) {
  let done = () => {}
  const drawn = new Promise<string>((resolve) => {
    done = () => resolve(name)
  })
  const answer = inTurn(resellerId, signal, () => {
    begun.push(name)
    return drawn
  })
  return { answer, done: () => done() }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('an account’s documents are drawn one by one, and another’s meanwhile', async () => {
  const begun: string[] = []
  const first = drawing('a', 'a1', begun)
  const second = drawing('a', 'a2', begun)
  const other = drawing('b', 'b1', begun)
  const third = drawing('c', 'c1', begun)
  await settled()
  expect(begun).toEqual(['a1', 'b1'])
  first.done()
  expect(await first.answer).toEqual({ ok: true, value: 'a1' })
  await settled()
  expect(begun).toEqual(['a1', 'b1', 'a2'])
  for (const each of [second, other, third]) each.done()
  await Promise.all([second.answer, other.answer, third.answer])
  expect(begun).toEqual(['a1', 'b1', 'a2', 'c1'])
})

test('whoever has left is not drawn for, and one that fails lets the next come', async () => {
  const begun: string[] = []
  const controller = new AbortController()
  const failing = inTurn('a', undefined, async () => {
    await settled()
    throw new Error('no ink')
  })
  const left = drawing('a', 'left', begun, controller.signal)
  const next = drawing('a', 'next', begun)
  controller.abort()
  expect(await left.answer).toEqual({ ok: false, reason: 'gone' })
  expect(await drawing('a', 'gone before', begun, AbortSignal.abort()).answer).toEqual({ ok: false, reason: 'gone' })
  await expect(failing).rejects.toThrow('no ink')
  next.done()
  expect([await next.answer, begun]).toEqual([{ ok: true, value: 'next' }, ['next']])
})

test('more than ten that wait are too many, for that account alone', async () => {
  const begun: string[] = []
  const all = Array.from({ length: 11 }, (_, number) => drawing('a', String(number), begun))
  expect(await drawing('a', 'one more', begun).answer).toEqual({ ok: false, reason: 'too_many' })
  const other = drawing('b', 'other', begun)
  other.done()
  expect(await other.answer).toEqual({ ok: true, value: 'other' })
  for (const each of all) each.done()
  expect(await Promise.all(all.map(({ answer }) => answer))).toHaveLength(11)
  expect(begun).not.toContain('one more')
})
