import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contrast, type Oklch, oklchToLinear } from '@/lib/brands/color'
import { machineStates } from '@/lib/machines/freshness'

const css = readFileSync('app/_styles/states.css', 'utf8')
const coloured = machineStates.filter((state) => state !== 'never' && state !== 'suspended')

/** The colour that states.css gives a property of a state. */
function colorOf(state: string, property: string): Oklch {
  const rule = css.split('}').find((text) => text.includes(`[data-state="${state}"]`) && text.includes(`${property}:`)) ?? ''
  const [l = 0, c = 0, h = 0] = new RegExp(`${property}: oklch\\(([\\d. ]+)\\)`).exec(rule)?.[1]?.split(' ').map(Number) ?? []
  return { l, c, h }
}

/** As deuteranopes see it: the matrix of Machado, Oliveira and Fernandes (2009), full severity, in linear light. */
function asDeuteranope(color: Oklch): { l: number; a: number; b: number } {
  const [r, g, b] = oklchToLinear(color)
  const seen = [
    0.367322 * r + 0.860646 * g - 0.227968 * b,
    0.280085 * r + 0.672501 * g + 0.047413 * b,
    -0.01182 * r + 0.04294 * g + 0.968881 * b,
  ]
  const [x = 0, y = 0, z = 0] = seen.map((value) => Math.max(0, value))
  const l = Math.cbrt(0.4122214708 * x + 0.5363325363 * y + 0.0514459929 * z)
  const m = Math.cbrt(0.2119034982 * x + 0.6806995451 * y + 0.1073969566 * z)
  const s = Math.cbrt(0.0883024619 * x + 0.2817188376 * y + 0.6299787005 * z)
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    a: 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    b: 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  }
}

test.each(coloured)('the number on %s is readable', (state) => {
  expect(contrast(colorOf(state, '--state'), colorOf(state, '--on-state'))).toBeGreaterThanOrEqual(4.5)
})

test('any two states are told apart by deuteranopes', () => {
  for (const one of coloured) {
    for (const other of coloured.slice(coloured.indexOf(one) + 1)) {
      const [p, q] = [asDeuteranope(colorOf(one, '--state')), asDeuteranope(colorOf(other, '--state'))]
      expect(Math.hypot(p.l - q.l, p.a - q.a, p.b - q.b), `${one} and ${other}`).toBeGreaterThan(0.08)
    }
  }
})
