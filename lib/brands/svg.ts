import { fail, ok, type Result } from '@/lib/errors'
import { ATTRIBUTES, DRAWN_ELEMENTS, isPlainValue, REFERRING_ELEMENTS, referredIds } from './svg-allowed'
import { applyStyles, parseStyles } from './svg-style'
import { parseSvg, refuse, type SvgElement, type SvgProblem, SvgRefusal } from './svg-tree'

export const MAX_SVG_BYTES = 128 * 1024
/** Elements drawn once references are followed: ten that each draw ten others are a hundred. */
const MAX_DRAWN = 20_000
const MAX_SIDE = 100_000
const MAX_VALUE_CHARACTERS = 2_048
/** What shapes are made of, as long as the file allows. */
const LONG_ATTRIBUTES = new Set(['d', 'points'])
/** Of all values together, once a style sheet is written out at each element that it names. */
const MAX_WRITTEN_CHARACTERS = 2 * MAX_SVG_BYTES

export type SafeSvg = { text: string; dropped: string[] }

/**
 * Writes an SVG anew from the elements and attributes that a logo may consist of; nothing in the answer runs, fetches or grows.
 * What is merely unknown is left out (`dropped` names what was visible of it); what would act is refused with its reason.
 */
export function sanitizeSvg(source: Uint8Array): Result<SafeSvg, SvgProblem> {
  try {
    const tree = parseSvg(decode(source))
    const rules = parseStyles(tree.css)
    const targets = new Map<string, SvgElement>()
    let written = 0
    for (const element of within(tree.root)) {
      applyStyles(element, rules)
      clean(element)
      for (const value of element.attributes.values()) written += value.length
      if (written > MAX_WRITTEN_CHARACTERS) refuse('svg_too_complex')
      const id = element.attributes.get('id')
      if (id && !targets.has(id)) targets.set(id, element)
    }
    setSize(tree.root)
    if (![...within(tree.root)].some(({ name }) => DRAWN_ELEMENTS.has(name))) refuse('svg_empty')
    if (drawnCount(tree.root, targets, new Map()) > MAX_DRAWN) refuse('svg_too_complex')
    tree.root.attributes.set('xmlns', 'http://www.w3.org/2000/svg')
    return ok({ text: write(tree.root), dropped: [...tree.dropped].sort() })
  } catch (error) {
    if (error instanceof SvgRefusal) return fail(error.problem)
    throw error
  }
}

function decode(source: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(source)
  } catch {
    return refuse('svg_malformed')
  }
}

function* within(element: SvgElement): Generator<SvgElement> {
  yield element
  for (const child of element.children) if (typeof child !== 'string') yield* within(child)
}

/** Leaves the attributes that are known and plain. */
function clean({ name: element, attributes }: SvgElement): void {
  for (const [name, value] of attributes) {
    if (name === 'href') {
      if (!value.trim().startsWith('#')) refuse('svg_external')
      if (REFERRING_ELEMENTS.has(element)) attributes.set(name, value.trim())
      else attributes.delete(name)
    } else if (!ATTRIBUTES.has(name)) {
      attributes.delete(name)
    } else if (value.length > MAX_VALUE_CHARACTERS && !LONG_ATTRIBUTES.has(name)) {
      refuse('svg_too_complex')
    } else if (referredIds(value) === null) {
      refuse('svg_external')
    } else if (!isPlainValue(value)) {
      attributes.delete(name)
    }
  }
}

/** As a picture in a page it needs to know its own size and shape. */
function setSize({ attributes }: SvgElement): void {
  const box = (attributes.get('viewBox') ?? '').trim().split(/[\s,]+/)
  const sides = ['width', 'height'].map((side) => /^([\d.]+)(px)?$/.exec(attributes.get(side)?.trim() ?? '')?.[1] ?? '')
  const [left = '', top = '', width = '', height = ''] = box.length === 4 ? box : ['0', '0', ...sides]
  const numbers = [left, top, width, height].map((part) => (part === '' ? Number.NaN : Number(part)))
  const [, , wide = 0, high = 0] = numbers
  if (!numbers.every((number) => Math.abs(number) <= MAX_SIDE) || wide <= 0 || high <= 0) refuse('svg_no_size')
  attributes.set('viewBox', numbers.join(' '))
  attributes.set('width', String(wide))
  attributes.set('height', String(high))
}

/** Counts what is drawn when every reference is followed; one that leads back to itself is refused. */
function drawnCount(element: SvgElement, targets: Map<string, SvgElement>, known: Map<SvgElement, number | 'counting'>): number {
  const counted = known.get(element)
  if (counted === 'counting') refuse('svg_too_complex')
  if (counted !== undefined) return counted
  known.set(element, 'counting')
  let count = 1
  for (const child of element.children) if (typeof child !== 'string') count += drawnCount(child, targets, known)
  for (const [name, value] of element.attributes) {
    for (const id of name === 'href' ? [value.slice(1)] : (referredIds(value) ?? [])) {
      const target = targets.get(id)
      if (target) count += drawnCount(target, targets, known)
    }
  }
  known.set(element, count)
  return count
}

function write({ name, attributes, children }: SvgElement): string {
  const written = [...attributes].map(([attribute, value]) => ` ${attribute}="${escapeXml(value)}"`).join('')
  const inner = children.map((child) => (typeof child === 'string' ? escapeXml(child) : write(child))).join('')
  return inner ? `<${name}${written}>${inner}</${name}>` : `<${name}${written}/>`
}

const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
