import { SaxesParser, type SaxesTagNS } from 'saxes'
import { ACTIVE_ELEMENTS, ALLOWED_ELEMENTS, PICTURE_ELEMENTS, TEXT_ELEMENTS } from './svg-allowed'

export type SvgProblem =
  | 'svg_malformed'
  | 'svg_entities'
  | 'svg_active'
  | 'svg_external'
  | 'svg_embedded'
  | 'svg_too_complex'
  | 'svg_no_size'
  | 'svg_empty'

/** Why a picture is not taken; caught in svg.ts. */
export class SvgRefusal extends Error {
  constructor(readonly problem: SvgProblem) {
    super(problem)
  }
}

export type SvgElement = { name: string; attributes: Map<string, string>; children: (SvgElement | string)[] }
/** `css` is what its style elements hold; `dropped` names the elements that were left out although they draw something. */
export type SvgTree = { root: SvgElement; css: string; dropped: Set<string> }

const SVG = 'http://www.w3.org/2000/svg'
const XHTML = 'http://www.w3.org/1999/xhtml'
const MAX_ELEMENTS = 5_000
const MAX_DEPTH = 48
const UNSEEN = new Set(['metadata', 'style', 'switch', 'view', 'cursor'])

/** Reads an SVG into the elements that are allowed, with their attributes still as written. Throws SvgRefusal. */
export function parseSvg(text: string): SvgTree {
  const parser = new SaxesParser({ xmlns: true, position: false })
  const open: SvgElement[] = []
  const dropped = new Set<string>()
  let [root, css, count, depth, skipped]: [SvgElement | undefined, string, number, number, number] = [undefined, '', 0, 0, 0]
  let isStyle = false

  parser.on('error', () => refuse('svg_malformed'))
  // Entities are never read; whoever declares some wants them to grow or to fetch.
  parser.on('doctype', (doctype) => doctype.includes('[') && refuse('svg_entities'))
  parser.on('processinginstruction', ({ target }) => target === 'xml-stylesheet' && refuse('svg_external'))
  parser.on('opentag', (tag) => {
    if (++count > MAX_ELEMENTS || ++depth > MAX_DEPTH) refuse('svg_too_complex')
    const isSvg = judge(tag)
    if (depth === 1 && !(isSvg && tag.local === 'svg')) refuse('svg_malformed')
    isStyle = isSvg && tag.local === 'style'
    if (skipped > 0 || !isSvg || !ALLOWED_ELEMENTS.has(tag.local)) {
      if (skipped++ === 0 && isSvg && !UNSEEN.has(tag.local)) dropped.add(tag.local)
      return
    }
    const element: SvgElement = { name: tag.local, attributes: attributesOf(tag), children: [] }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  parser.on('closetag', () => {
    depth--
    isStyle = false
    if (skipped > 0) skipped--
    else open.pop()
  })
  const onText = (piece: string) => {
    if (isStyle) css += piece
    const parent = open.at(-1)
    if (skipped === 0 && parent && TEXT_ELEMENTS.has(parent.name)) parent.children.push(piece)
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.write(text).close()
  if (!root) refuse('svg_malformed')
  return { root: root as SvgElement, css, dropped }
}

export function refuse(problem: SvgProblem): never {
  throw new SvgRefusal(problem)
}

/** Whether it is an element of SVG; refuses those that act. A file without a namespace counts as SVG. */
function judge({ local, uri }: SaxesTagNS): boolean {
  if (uri === XHTML) refuse('svg_active')
  if (uri !== SVG && uri !== '') return false
  if (ACTIVE_ELEMENTS.has(local)) refuse('svg_active')
  if (PICTURE_ELEMENTS.has(local)) refuse('svg_embedded')
  return true
}

function attributesOf({ attributes }: SaxesTagNS): Map<string, string> {
  const own = new Map<string, string>()
  for (const { local, prefix, value } of Object.values(attributes)) {
    if (/^on/i.test(local) || /^\s*javascript:/i.test(value)) refuse('svg_active')
    if (prefix === '' || (prefix === 'xlink' && local === 'href')) own.set(local, value)
  }
  return own
}
