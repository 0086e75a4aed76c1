import { PRESENTATION } from './svg-allowed'
import type { SvgElement } from './svg-tree'
import { refuse } from './svg-tree'

type Declarations = Map<string, string>
type Rule = { kind: 'element' | 'class' | 'id'; name: string; declarations: Declarations }

const KINDS = { '': 'element', '.': 'class', '#': 'id' } as const
const WEIGHT = { element: 0, class: 1, id: 2 }
const SELECTOR = /^([.#]?)([A-Za-z_][\w-]*)$/
const MAX_RULES = 500
const MAX_CHARACTERS = 16 * 1024

/**
 * Reads the style sheet of a picture as far as drawing programs write them: a tag, a class or an id each. What it cannot read is left
 * out; what would fetch is refused. Throws SvgRefusal.
 */
export function parseStyles(css: string): Rule[] {
  if (css.length > MAX_CHARACTERS) refuse('svg_too_complex')
  if (/@import|@font-face/i.test(css)) refuse('svg_external')
  const rules: Rule[] = []
  for (const { selectors, body } of blocksOf(withoutComments(css))) {
    const declarations = parseDeclarations(body)
    for (const selector of selectors.split(',')) {
      const [, sign = '', name] = SELECTOR.exec(selector.trim()) ?? []
      if (!name) continue
      rules.push({ kind: KINDS[sign as keyof typeof KINDS], name, declarations })
      if (rules.length > MAX_RULES) refuse('svg_too_complex')
    }
  }
  return rules.sort((one, other) => WEIGHT[one.kind] - WEIGHT[other.kind])
}

function withoutComments(css: string): string {
  let [plain, from] = ['', 0]
  for (let start = css.indexOf('/*'); start >= 0; start = css.indexOf('/*', from)) {
    plain += css.slice(from, start)
    const end = css.indexOf('*/', start + 2)
    if (end < 0) return plain
    from = end + 2
  }
  return plain + css.slice(from)
}

/** The outermost blocks; those of at-rules, and all within them, are left out. */
function* blocksOf(css: string): Generator<{ selectors: string; body: string }> {
  let [start, open, depth] = [0, 0, 0]
  for (const { index, 0: sign } of css.matchAll(/[{};]/g)) {
    if (sign === '{') {
      if (depth++ === 0) open = index
    } else if (depth === 0 || (sign === '}' && --depth === 0)) {
      const [selectors, body] = [css.slice(start, open), css.slice(open + 1, index)]
      if (open > start && !selectors.includes('@')) yield { selectors, body }
      start = index + 1
    }
  }
}

/** Writes what the style sheet and the style attribute say of an element as its own attributes. */
export function applyStyles(element: SvgElement, rules: Rule[]): void {
  const { attributes } = element
  const classes = new Set((attributes.get('class') ?? '').split(/\s+/))
  const matches = ({ kind, name }: Rule) =>
    kind === 'class' ? classes.has(name) : kind === 'id' ? attributes.get('id') === name : element.name === name
  const own = parseDeclarations(attributes.get('style') ?? '')
  for (const declarations of [...rules.filter(matches).map((rule) => rule.declarations), own])
    for (const [property, value] of declarations) attributes.set(property, value)
}

/** What is said of each property last, if it can be written as an attribute. */
function parseDeclarations(text: string): Declarations {
  const declarations: Declarations = new Map()
  for (const declaration of text.split(';')) {
    const at = declaration.indexOf(':')
    const property = declaration.slice(0, Math.max(at, 0)).trim().toLowerCase()
    if (!PRESENTATION.has(property)) continue
    const value = declaration.slice(at + 1).replace(/!\s*important\s*$/i, '')
    declarations.set(property, value.trim())
  }
  return declarations
}
