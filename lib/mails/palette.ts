import { accentScale } from '@/lib/brands/accent'
import { oklchToHex } from '@/lib/brands/color'
import type { MailTone } from './types'

/** The colours of a mail in one mode. Mail clients know neither OKLCH nor custom properties, so each is #rrggbb. */
export type Palette = Record<'canvas' | 'panel' | 'ink' | 'muted' | 'line' | 'accent' | 'fill' | 'onFill', string> & {
  tones: Record<MailTone, { ink: string; soft: string }>
}

const LIGHT = { canvas: '#f3f5f7', panel: '#ffffff', ink: '#1b2430', muted: '#586273', line: '#e2e7ec' }
const DARK = { canvas: '#12161b', panel: '#1b2128', ink: '#e9edf2', muted: '#a4aebb', line: '#303943' }

/** Black or white on the brand's colour, by contrast, and its links readable in both modes, as on the pages. */
export function palettes(accentColor: string): { light: Palette; dark: Palette } {
  const { light, dark } = accentScale(accentColor)
  return {
    light: {
      ...LIGHT,
      accent: oklchToHex(light.accent),
      fill: oklchToHex(light.fill),
      onFill: oklchToHex(light.onFill),
      tones: {
        good: { ink: '#14693c', soft: '#e4f4ea' },
        warning: { ink: '#8a4b08', soft: '#fdf0dc' },
        danger: { ink: '#b3221b', soft: '#fdeae8' },
      },
    },
    dark: {
      ...DARK,
      accent: oklchToHex(dark.accent),
      fill: oklchToHex(dark.fill),
      onFill: oklchToHex(dark.onFill),
      tones: {
        good: { ink: '#7bd8a0', soft: '#16321f' },
        warning: { ink: '#f3bd77', soft: '#39280f' },
        danger: { ink: '#ff9d93', soft: '#421c19' },
      },
    },
  }
}
