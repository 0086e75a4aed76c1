import { PRESENTATION } from './svg-allowed'
import type { SvgElement } from './svg-tree'
import { refuse } from './svg-tree'

type Declarations = [property: string, value: string][]
type Rule = { kind: 'element' | 'class' | 'id'; name: string; declarations: Declarations }

const WEIGHT = { element: 0, class: 1, id: 2 }
const SELECTOR = /^([.#]?)([A-Za-z_][\w-]*)$/
const MAX_RULES = 500

/**
 * Reads the style sheet of a picture as far as drawing programs write them: a tag, a class or an id each. What it cannot read is left
 * out; what would fetch is refused. Throws SvgRefusal.
 */
export function parseStyles(css: string): Rule[] {
  if (/@import|@font-face/i.test(css)) refuse('svg_external')
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/@[^{;]*(;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})/g, '')
  const rules: Rule[] = []
  for (const [, selectors = '', body = ''] of plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    for (const selector of selectors.split(',')) {
      const [, sign, name] = SELECTOR.exec(selector.trim()) ?? []
      if (!name) continue
      rules.push({ kind: sign === '.' ? 'class' : sign === '#' ? 'id' : 'element', name, declarations: parseDeclarations(body) })
      if (rules.length > MAX_RULES) refuse('svg_too_complex')
    }
  }
  return rules.sort((one, other) => WEIGHT[one.kind] - WEIGHT[other.kind])
}

/** Writes what the style sheet and the style attribute say of an element as its own attributes. */
export function applyStyles(element: SvgElement, rules: Rule[]): void {
  const { attributes } = element
  const classes = new Set((attributes.get('class') ?? '').split(/\s+/))
  const matches = ({ kind, name }: Rule) =>
    kind === 'class' ? classes.has(name) : kind === 'id' ? attributes.get('id') === name : element.name === name
  const own = parseDeclarations(attributes.get('style') ?? '')
  for (const [property, value] of [...rules.filter(matches).flatMap(({ declarations }) => declarations), ...own]) {
    if (PRESENTATION.has(property)) attributes.set(property, value)
  }
}

const parseDeclarations = (text: string): Declarations =>
  text.split(';').flatMap((declaration): Declarations => {
    const at = declaration.indexOf(':')
    if (at < 0) return []
    const value = declaration
      .slice(at + 1)
      .replace(/!\s*important\s*$/i, '')
      .trim()
    return [[declaration.slice(0, at).trim().toLowerCase(), value]]
  })
