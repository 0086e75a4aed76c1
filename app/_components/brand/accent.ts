import { accentScale } from '@/lib/brands/accent'
import type { Oklch } from '@/lib/brands/color'

const css = ({ l, c, h }: Oklch): string => `oklch(${l.toFixed(3)} ${c.toFixed(3)} ${h.toFixed(1)})`

/** The custom properties that globals.css builds on, for the root element. */
export function accentProperties(hex: string): Record<`--${string}`, string> {
  const { hue, light, dark } = accentScale(hex)
  return {
    '--brand-hue': hue.toFixed(1),
    '--accent-light': css(light.accent),
    '--accent-dark': css(dark.accent),
    '--accent-soft-light': css(light.soft),
    '--accent-soft-dark': css(dark.soft),
    '--accent-fill-light': css(light.fill),
    '--accent-fill-dark': css(dark.fill),
    '--on-accent-light': css(light.onFill),
    '--on-accent-dark': css(dark.onFill),
  }
}
