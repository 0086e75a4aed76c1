/** A colour in OKLCH: lightness 0-1, chroma 0-0.4, hue in degrees. */
export type Oklch = { l: number; c: number; h: number }
type Triple = readonly [number, number, number]

const toLinear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
const toGamma = (value: number): number => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055)
const dot = (row: Triple, v: Triple): number => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]

/** sRGB components 0-1, linear light, of #rrggbb. Anything else counts as black. */
function linearRgb(hex: string): Triple {
  const digits = /^#([0-9a-f]{6})$/i.exec(hex)?.[1] ?? '000000'
  const part = (at: number): number => toLinear(Number.parseInt(digits.slice(at, at + 2), 16) / 255)
  return [part(0), part(2), part(4)]
}

/** Björn Ottosson's OKLab, in polar form. */
export function hexToOklch(hex: string): Oklch {
  const rgb = linearRgb(hex)
  const l = Math.cbrt(dot([0.4122214708, 0.5363325363, 0.0514459929], rgb))
  const m = Math.cbrt(dot([0.2119034982, 0.6806995451, 0.1073969566], rgb))
  const s = Math.cbrt(dot([0.0883024619, 0.2817188376, 0.6299787005], rgb))
  const lms: Triple = [l, m, s]
  const a = dot([1.9779984951, -2.428592205, 0.4505937099], lms)
  const b = dot([0.0259040371, 0.7827717662, -0.808675766], lms)
  const h = (Math.atan2(b, a) * 180) / Math.PI
  return { l: dot([0.2104542553, 0.793617785, -0.0040720468], lms), c: Math.hypot(a, b), h: h < 0 ? h + 360 : h }
}

/** Linear sRGB of an OKLCH colour; components outside 0-1 are outside what a screen shows. */
export function oklchToLinear({ l, c, h }: Oklch): Triple {
  const [a, b] = [c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)]
  const cube = (k1: number, k2: number): number => (l + k1 * a + k2 * b) ** 3
  const lms: Triple = [cube(0.3963377774, 0.2158037573), cube(-0.1055613458, -0.0638541728), cube(-0.0894841775, -1.291485548)]
  return [
    dot([4.0767416621, -3.3077115913, 0.2309699292], lms),
    dot([-1.2684380046, 2.6097574011, -0.3413193965], lms),
    dot([-0.0041960863, -0.7034186147, 1.707614701], lms),
  ]
}

/** #rrggbb of a colour, for what knows no OKLCH, such as mail clients; what no screen shows is cut to what it does. */
export function oklchToHex(color: Oklch): string {
  const bytes = oklchToLinear(color).map((value) => Math.round(255 * Math.min(1, Math.max(0, toGamma(value)))))
  return `#${bytes.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

/** Relative luminance (WCAG) of a colour as a screen shows it. */
export function luminance(color: Oklch): number {
  const [r, g, b] = oklchToLinear(color).map((value) => Math.min(1, Math.max(0, value))) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** WCAG contrast of two colours, 1 to 21. */
export function contrast(one: Oklch, other: Oklch): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** The same colour with just as much chroma as a screen can show, so that its luminance is what was computed. */
export function inGamut(color: Oklch): Oklch {
  const shown = (c: number): boolean => oklchToLinear({ ...color, c }).every((value) => value >= -0.0005 && value <= 1.0005)
  let [low, high] = [0, color.c]
  if (shown(high)) return color
  for (let step = 0; step < 16; step++) {
    const middle = (low + high) / 2
    if (shown(middle)) low = middle
    else high = middle
  }
  return { ...color, c: low }
}
