import { accentScale } from './accent'
import { contrast, hexToOklch, type Oklch, oklchToHex } from './color'

export type ModeContrast = { ratio: number; readable: boolean; weak: boolean; text: string }

/** What WCAG AA asks of text, and so of the accent, which links are written in. */
export const READABLE_CONTRAST = 4.5
/** Below this not even a mark or a button's edge is made out. */
const SEEN_CONTRAST = 3

/**
 * How a brand's colour stands on the panels of both modes: its contrast there (1 to 21), and the
 * tone of it in which the portal writes where that is too little (ux.md 1).
 */
export function accentContrast(hex: string): Record<'light' | 'dark', ModeContrast> {
  const scale = accentScale(hex)
  const brand = hexToOklch(hex)
  const panels: Record<'light' | 'dark', Oklch> = { light: { l: 1, c: 0, h: 0 }, dark: { l: 0.225, c: 0.014, h: scale.hue } }
  const of = (mode: 'light' | 'dark'): ModeContrast => {
    const ratio = contrast(brand, panels[mode])
    return { ratio, readable: ratio >= READABLE_CONTRAST, weak: ratio < SEEN_CONTRAST, text: oklchToHex(scale[mode].accent) }
  }
  return { light: of('light'), dark: of('dark') }
}
