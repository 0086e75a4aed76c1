import { expect, test } from 'vitest'
import { takeDownloadPlace } from '@/lib/restores/download-places'

const take = (...accounts: string[]) => accounts.map((account) => takeDownloadPlace(account))
const isTaken = (place: unknown) => place !== null

test('an account takes two places, and of the last ones no second: few fill none for all', () => {
  const few = take('a', 'a', 'a', 'b', 'b', 'b')
  expect(few.map(isTaken)).toEqual([true, true, false, true, true, false])
  const others = take('c', 'c', 'd', 'e', 'f', 'g')
  expect(others.map(isTaken)).toEqual([true, false, true, true, true, false])
  few[0]?.()
  few[0]?.()
  const [next, beyond] = take('g', 'h')
  expect([next, beyond].map(isTaken)).toEqual([true, false])
  for (const leave of [...few, ...others, next]) leave?.()
  expect(take('a', 'a', 'a').map(isTaken)).toEqual([true, true, false])
})
