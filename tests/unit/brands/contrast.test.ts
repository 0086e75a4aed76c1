import { expect, test } from 'vitest'
import { accentContrast } from '@/lib/brands/contrast'

test.each([
  ['#007a8f', true, false],
  ['#ffe600', false, true],
  ['#ffffff', false, true],
  ['#000000', true, false],
  ['#767676', true, false],
])('%s is readable on light: %s, on dark: %s', (hex, light, dark) => {
  const contrast = accentContrast(hex)
  expect([contrast.light.readable, contrast.dark.readable]).toEqual([light, dark])
})

test('black on white has the contrast of black on white', () => {
  expect(accentContrast('#000000').light.ratio).toBeCloseTo(21, 1)
  expect(accentContrast('#ffffff').light.ratio).toBeCloseTo(1, 5)
})

test('texts are in a tone that can be read, whatever the colour', () => {
  for (const hex of ['#ffe600', '#ffffff', '#000000', '#0a7b91']) {
    const { light, dark } = accentContrast(hex)
    expect([accentContrast(light.text).light.readable, accentContrast(dark.text).dark.readable], hex).toEqual([true, true])
  }
})
