import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linePaths, stackPaths } from '@/app/_components/charts/plot-paths'
import { countTicks, durationTicks, labelled, thin, ticks } from '@/app/_components/charts/scale'

describe('an axis', () => {
  test('has round figures that reach what is to be shown', () => {
    expect(ticks(17)).toEqual([0, 5, 10, 15, 20])
    expect(ticks(20)).toEqual([0, 5, 10, 15, 20])
    expect(ticks(7.43e9)).toEqual([0, 2e9, 4e9, 6e9, 8e9])
    expect(ticks(0.3)).toEqual([0, 0.1, 0.2, 0.3])
  })

  test('stands also where there is nothing', () => {
    expect([ticks(0), countTicks(0), durationTicks(0)]).toEqual([
      [0, 1],
      [0, 1],
      [0, 60],
    ])
  })

  test('counts things in whole numbers', () => {
    expect(countTicks(1)).toEqual([0, 1])
    expect(countTicks(3)).toEqual([0, 1, 2, 3])
    expect(countTicks(119)).toEqual([0, 50, 100, 150])
  })

  test('measures time by the clock', () => {
    expect(durationTicks(95)).toEqual([0, 30, 60, 90, 120])
    expect(durationTicks(2 * 3600)).toEqual([0, 1800, 3600, 5400, 7200])
    expect(durationTicks(10 * 86_400).at(-1)).toBeGreaterThanOrEqual(10 * 86_400)
  })

  test.each([ticks, countTicks, durationTicks])('reaches any figure with few steps of one size', (scale) => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e15, noNaN: true }), (max) => {
        const axis = scale(max)
        expect(axis[0]).toBe(0)
        expect(axis.at(-1)).toBeGreaterThanOrEqual(max * (1 - 1e-6))
        expect(axis.length).toBeGreaterThan(1)
        expect(axis.length).toBeLessThanOrEqual(6)
      }),
    )
  })
})

describe('thinning', () => {
  test('leaves few items alone and puts many together in order, none left out', () => {
    expect(thin([1, 2, 3], 3)).toEqual([[1], [2], [3]])
    expect(thin([1, 2, 3, 4, 5], 2)).toEqual([
      [1, 2, 3],
      [4, 5],
    ])
    expect(thin([], 5)).toEqual([])
  })

  test('never exceeds the limit', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 500 }), fc.integer({ min: 1, max: 50 }), (items, limit) => {
        expect(thin(items, limit).length).toBeLessThanOrEqual(limit)
        expect(thin(items, limit).flat()).toEqual(items)
      }),
    )
  })
})

test('labels are evenly spaced and begin with the first', () => {
  expect(labelled(30, 7)).toEqual([0, 5, 10, 15, 20, 25])
  expect(labelled(3, 7)).toEqual([0, 1, 2])
  expect(labelled(0, 7)).toEqual([])
})

describe('what is drawn', () => {
  test('stacks series on one another and leaves out what is nothing', () => {
    expect(
      stackPaths(
        [
          [1, 0],
          [1, 2],
        ],
        2,
      ),
    ).toEqual(['M1.6 50h6.8v50h-6.8z', 'M1.6 0h6.8v50h-6.8zM11.6 0h6.8v100h-6.8z'])
  })

  test('a line runs through the middles, and a single point is a dot', () => {
    expect(linePaths([0, 10], 10)).toEqual({ line: 'M5 100L15 0', area: 'M5 100L15 0V100H5Z' })
    expect(linePaths([5], 10).line).toBe('M5 50h0')
    expect(linePaths([], 10)).toEqual({ line: '', area: '' })
  })
})
