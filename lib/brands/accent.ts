import { contrast, hexToOklch, inGamut, type Oklch } from './color'

const WHITE: Oklch = { l: 1, c: 0, h: 0 }
const BLACK: Oklch = { l: 0, c: 0, h: 0 }
const READABLE = 4.5
const STEP = 0.01

type Mode = { accent: Oklch; soft: Oklch; fill: Oklch; onFill: Oklch }
export type AccentScale = { hue: number; light: Mode; dark: Mode }

/**
 * The scale of a brand's one colour, readable in both modes whatever the colour: accent as text on the panel and on
 * its soft plate at 4.5:1, fill with black or white on it, whichever contrasts more (ux.md 1).
 */
export function accentScale(hex: string): AccentScale {
  const brand = hexToOklch(hex)
  const tint = (l: number, c: number): Oklch => inGamut({ l, c: Math.min(c, brand.c), h: brand.h })
  const light = mode(brand, tint(0.96, 0.025), -STEP, 0.9)
  // The panel's own lightness in dark mode (globals.css) lies below the soft plate, so the plate decides.
  const dark = mode(brand, tint(0.3, 0.045), STEP, 0.45)
  return { hue: brand.h, light, dark }
}

function mode(brand: Oklch, soft: Oklch, step: number, bound: number): Mode {
  let accent = inGamut(brand)
  while (contrast(accent, soft) < READABLE) accent = inGamut({ ...brand, l: accent.l + step })
  const fill = inGamut({ ...brand, l: step < 0 ? Math.min(brand.l, bound) : Math.max(brand.l, bound) })
  return { accent, soft, fill, onFill: contrast(fill, WHITE) >= contrast(fill, BLACK) ? WHITE : BLACK }
}
