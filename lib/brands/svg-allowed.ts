/** What a logo may consist of. All else is left out, and what would act or reach outside is refused (svg.ts). */
export const ALLOWED_ELEMENTS = new Set(
  'svg g defs symbol use path rect circle ellipse line polyline polygon text tspan linearGradient radialGradient stop clipPath mask pattern title desc'.split(
    ' ',
  ),
)

export const DRAWN_ELEMENTS = new Set('path rect circle ellipse line polyline polygon text use'.split(' '))
export const TEXT_ELEMENTS = new Set(['text', 'tspan', 'title', 'desc'])
/** Where `href` names another element of the same picture. */
export const REFERRING_ELEMENTS = new Set(['use', 'linearGradient', 'radialGradient', 'pattern'])

/** Runs, embeds pages, moves or leads away: nobody's logo needs these. */
export const ACTIVE_ELEMENTS = new Set(
  'script handler listener foreignObject iframe object embed audio video canvas a animate animateColor animateMotion animateTransform set discard'.split(
    ' ',
  ),
)
export const PICTURE_ELEMENTS = new Set(['image', 'feImage'])

/** Attributes that mean the same in a style sheet, so that one can be written as the other. */
export const PRESENTATION = new Set(
  (
    'fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray ' +
    'stroke-dashoffset opacity color clip-path clip-rule mask stop-color stop-opacity display visibility overflow paint-order vector-effect ' +
    'shape-rendering text-rendering font-family font-size font-weight font-style letter-spacing text-anchor dominant-baseline'
  ).split(' '),
)

export const ATTRIBUTES = new Set([
  ...PRESENTATION,
  ...(
    'id x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy width height d points viewBox preserveAspectRatio transform pathLength offset rotate ' +
    'gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits patternUnits patternContentUnits patternTransform'
  ).split(' '),
])

const FUNCTIONS = new Set('rgb rgba hsl hsla oklch oklab lab lch color url matrix translate scale rotate skewx skewy'.split(' '))

/** Longer than any name of FUNCTIONS, so that what is cut off cannot make one. */
const FUNCTION_CHARACTERS = 16

/**
 * Whether a value is plain: known functions only, and no escapes that would hide another one. `url(#id)` is judged apart. As
 * referredIds it looks at each character once: expressions that begin anew at each would let a small file stop the portal.
 */
export const isPlainValue = (value: string): boolean =>
  !/[\\<>\p{Cc}]/u.test(value.replace(/[\t\r\n]/g, ' ')) && value.split('(').slice(0, -1).every(endsInFunction)

const endsInFunction = (text: string): boolean =>
  FUNCTIONS.has((/[\w-]*$/.exec(text.trimEnd().slice(-FUNCTION_CHARACTERS))?.[0] ?? '').toLowerCase())

/** The ids that a value refers to; null when it refers to anything outside. */
export function referredIds(value: string): string[] | null {
  const ids: string[] = []
  let end = 0
  for (const { index, 0: opening } of value.matchAll(/url\s*\(/gi)) {
    const start = index + opening.length
    const isNested = index < end
    end = value.indexOf(')', start)
    const target = unquote(value.slice(start, end).trim())
    if (isNested || end < 0 || opening.length !== 'url('.length || !target.startsWith('#')) return null
    ids.push(target.slice(1))
  }
  return ids
}

const unquote = (text: string): string => (text.length > 1 && /^["']/.test(text) && text.at(-1) === text[0] ? text.slice(1, -1) : text)
