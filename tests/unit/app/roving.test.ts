import { expect, test } from 'vitest'
import { step } from '@/app/_components/control-room/use-roving'

// Five columns, twelve items: 0-4, 5-9, 10-11.
const from = (key: string, at: number) => step(key, at, 5, 12)

test('left and right run through the rows and stop at the ends', () => {
  expect([from('ArrowRight', 4), from('ArrowRight', 11), from('ArrowLeft', 5), from('ArrowLeft', 0)]).toEqual([5, 11, 4, 0])
})

test('up and down keep the column; above a short last row they reach its end', () => {
  expect([from('ArrowDown', 1), from('ArrowDown', 8), from('ArrowDown', 11), from('ArrowUp', 11), from('ArrowUp', 3)]).toEqual([
    6, 11, 11, 6, 3,
  ])
})

test('Home and End reach the ends, other keys are left to the browser', () => {
  expect([from('Home', 7), from('End', 7), from('Tab', 7), from('Enter', 7)]).toEqual([0, 11, null, null])
})
