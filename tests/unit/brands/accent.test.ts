import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accentScale } from '@/lib/brands/accent'
import { contrast, hexToOklch, type Oklch, oklchToHex } from '@/lib/brands/color'

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)
/** The panels of both modes at any hue (globals.css). */
const panel = (mode: 'light' | 'dark', h: number): Oklch => (mode === 'light' ? { l: 1, c: 0, h } : { l: 0.225, c: 0.014, h })

function expectReadable(hex: string): void {
  const scale = accentScale(hex)
  for (const mode of ['light', 'dark'] as const) {
    const { accent, soft, fill, onFill } = scale[mode]
    expect(contrast(accent, soft), `${hex} as text on its plate, ${mode}`).toBeGreaterThanOrEqual(4.5)
    expect(contrast(accent, panel(mode, scale.hue)), `${hex} as text on the panel, ${mode}`).toBeGreaterThanOrEqual(4.5)
    expect(contrast(fill, onFill), `text on ${hex}, ${mode}`).toBeGreaterThanOrEqual(4.5)
  }
}

test.each(['#ffe600', '#fefefe', '#050505', '#ff0000', '#00ff00', '#0000ff', '#007a8f', '#808080'])('a brand of %s is readable', (hex) =>
  expectReadable(hex),
)

test('any brand is readable in both modes', () => {
  fc.assert(fc.property(color, expectReadable), { numRuns: 500 })
})

test('a colour that already is readable stays what it is', () => {
  expect(accentScale('#007a8f').light.fill).toEqual(hexToOklch('#007a8f'))
})

test('OKLCH and back is the same colour', () => {
  fc.assert(
    fc.property(color, (hex) => {
      expect(oklchToHex(hexToOklch(hex))).toBe(hex)
    }),
  )
})
