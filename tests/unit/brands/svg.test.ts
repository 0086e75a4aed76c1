import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { sanitizeSvg } from '@/lib/brands/svg'
import { ALLOWED_ELEMENTS, ATTRIBUTES } from '@/lib/brands/svg-allowed'
import { SQUARE, svg } from '@/tests/support/pictures'

const read = (text: string) => sanitizeSvg(new TextEncoder().encode(text))
const problem = (text: string) => {
  const result = read(text)
  return result.ok ? result.value.text : result.reason
}
const clean = (text: string): string => {
  const result = read(text)
  if (!result.ok) throw new Error(result.reason)
  return result.value.text
}

describe('a logo as drawing programs write it', () => {
  test('keeps what is drawn, with its size', () => {
    expect(clean(svg('<g fill="none"><path d="M3 19 10 7z" stroke="#fff"/></g>'))).toBe(
      '<svg viewBox="0 0 24 24" width="24" height="24" xmlns="http://www.w3.org/2000/svg"><g fill="none"><path d="M3 19 10 7z" stroke="#fff"/></g></svg>',
    )
  })

  test('without a viewBox gets one from its size', () => {
    expect(clean(svg(SQUARE, 'width="48px" height="24"'))).toContain('viewBox="0 0 48 24"')
  })

  test('keeps gradients, clips and uses that stay inside', () => {
    const text = clean(
      svg(
        '<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient><path id="p" d="M0 0h9v9z"/></defs><clipPath id="c"><use xlink:href="#p"/></clipPath><use href="#p" fill="url(#a)" clip-path="url( \'#c\' )"/>',
      ),
    )
    for (const part of ['<linearGradient id="a">', 'href="#p"', 'fill="url(#a)"', 'clip-path=']) expect(text).toContain(part)
    expect(text).not.toContain('xlink')
  })

  test('gets its style sheet and style attributes as plain attributes, the nearer one winning', () => {
    const styled = svg(
      '<style><![CDATA[ /* x */ rect{fill:red} .a,.b{fill:#00f;stroke:url(#g)} #i{fill:green} @media print{.a{fill:black}} ]]></style><rect class="a" width="1"/><rect class="b" id="i" style="opacity:.5;fill:#fff!important"/>',
    )
    const text = clean(styled)
    expect(text).toContain('<rect width="1" fill="#00f" stroke="url(#g)"/>')
    expect(text).toContain('<rect id="i" fill="#fff" stroke="url(#g)" opacity=".5"/>')
    expect(text).not.toMatch(/style|class/)
  })

  test('loses comments, a plain doctype, metadata and the editor’s own elements', () => {
    const noise =
      '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><!-- made by hand -->'
    const editor = '<metadata><x/></metadata><e:view xmlns:e="urn:editor" e:zoom="3"><rect/></e:view>'
    const result = read(`\ufeff${noise}${svg(editor + SQUARE, 'viewBox="0 0 24 24" data-name="x" class="y" xml:space="preserve"')}`)
    expect(result).toMatchObject({ ok: true, value: { dropped: [] } })
    expect(result.ok && result.value.text).toMatch(/^<svg viewBox="0 0 24 24" width="24" height="24" xmlns="[^"]+"><rect [^>]+\/><\/svg>$/)
  })

  test('is told what was left out of what it drew', () => {
    const result = read(svg(`<filter id="f"><feGaussianBlur stdDeviation="3"/></filter>${SQUARE}<marker/>`))
    expect(result).toMatchObject({ ok: true, value: { dropped: ['filter', 'marker'] } })
  })
})

describe('what acts is refused', () => {
  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a script in another prefix', '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>'],
    ['a script hidden in metadata', '<metadata><script>alert(1)</script></metadata>'],
    ['an event handler', '<rect onclick="alert(1)"/>'],
    ['an event handler in capitals', '<rect ONLOAD="alert(1)"/>'],
    ['a foreign object', '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'],
    ['HTML without a foreign object', '<img xmlns="http://www.w3.org/1999/xhtml" src="x"/>'],
    ['a link', '<a href="#x"><rect/></a>'],
    ['a link that is a script', '<use href="javascript:alert(1)"/>'],
    ['an animation that sets an address', '<rect><set attributeName="href" to="javascript:alert(1)"/></rect>'],
    ['an animation', '<rect><animate attributeName="x" from="0" to="9"/></rect>'],
    ['a frame', '<iframe src="https://evil.test"/>'],
  ])('%s', (_, content) => {
    expect(problem(svg(content + SQUARE))).toBe('svg_active')
  })

  test('a handler on the root', () => {
    expect(problem(svg(SQUARE, 'viewBox="0 0 9 9" onload="alert(1)"'))).toBe('svg_active')
  })
})

describe('what reaches outside is refused', () => {
  test.each([
    ['a used file', '<use href="https://evil.test/x.svg#a"/>'],
    ['a used file by the older attribute', '<use xlink:href="//evil.test/x.svg#a"/>'],
    ['a used data address', '<use href="data:image/svg+xml;base64,PHN2Zy8+#a"/>'],
    ['a fill', '<rect fill="url(https://evil.test/x#a)"/>'],
    ['a fill in quotes', '<rect fill=\'url("https://evil.test/x#a")\'/>'],
    ['a fill in capitals', '<rect fill="URL(https://evil.test/x#a)"/>'],
    ['a fill that never closes', '<rect fill="url(https://evil.test/x"/>'],
    ['a fill written in entities', '<rect fill="&#117;&#114;l(https://evil.test/x)"/>'],
    ['a style attribute', '<rect style="fill:url(//evil.test/x)"/>'],
    ['a style sheet', '<style>rect{fill:url(//evil.test/x)}</style>'],
    ['an import', '<style>@import "//evil.test/x.css";</style>'],
    ['a font', '<style>@font-face{font-family:x;src:url(//evil.test/x)}</style>'],
  ])('%s', (_, content) => {
    expect(problem(svg(content + SQUARE))).toBe('svg_external')
  })

  test('a style sheet of its own address', () => {
    expect(problem(`<?xml-stylesheet href="//evil.test/x.css"?>${svg(SQUARE)}`)).toBe('svg_external')
  })

  test('an escape that hides a fetch is left out', () => {
    expect(clean(svg(`<rect fill="u\\72l(//evil.test)" width="3"/>${SQUARE}`))).toContain('<rect width="3"/>')
    expect(clean(svg(`<rect fill="image-set(//evil.test)" width="3"/>${SQUARE}`))).toContain('<rect width="3"/>')
  })

  test('a picture inside the picture', () => {
    expect(problem(svg('<image href="data:image/png;base64,AAAA"/>'))).toBe('svg_embedded')
  })
})

describe('what grows is refused', () => {
  test('declared entities, before any is read', () => {
    const laughs = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    expect(problem(laughs + svg('<text>&b;</text>'))).toBe('svg_entities')
    expect(problem(`<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('<text>&x;</text>')}`)).toBe('svg_entities')
  })

  test('uses of uses of uses', () => {
    const layers = Array.from({ length: 6 }, (_, n) => `<g id="l${n + 1}">${`<use href="#l${n}"/>`.repeat(10)}</g>`)
    expect(problem(svg(`<defs><rect id="l0"/>${layers.join('')}</defs><use href="#l6"/>`))).toBe('svg_too_complex')
  })

  test('patterns of patterns', () => {
    const layers = Array.from({ length: 6 }, (_, n) => `<pattern id="l${n + 1}">${`<rect fill="url(#l${n})"/>`.repeat(10)}</pattern>`)
    expect(problem(svg(`<pattern id="l0"><rect/></pattern>${layers.join('')}`))).toBe('svg_too_complex')
  })

  test('what leads back to itself', () => {
    expect(problem(svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'))).toBe('svg_too_complex')
  })

  test('too many elements, and too deep ones', () => {
    expect(problem(svg('<g/>'.repeat(6_000)))).toBe('svg_too_complex')
    expect(problem(svg(`${'<g>'.repeat(60)}${SQUARE}${'</g>'.repeat(60)}`))).toBe('svg_too_complex')
    expect(problem(svg(`${'<x>'.repeat(60)}${'</x>'.repeat(60)}`))).toBe('svg_too_complex')
  })
})

describe('what would keep the portal busy is answered at once', () => {
  const LONG = 100_000
  test.each([
    ['a fill that never closes', `<rect fill="url(${' '.repeat(LONG)}"/>`, 'svg_too_complex'],
    ['a style attribute that never closes', `<rect style="fill:url(${' '.repeat(LONG)}x"/>`, 'svg_too_complex'],
    ['a path that never closes', `<path d="url(${' '.repeat(LONG)}"/>`, 'svg_external'],
    ['a path of openings', `<path d="${'url(#'.repeat(LONG / 5)}"/>`, 'svg_external'],
    ['a path of openings that close at the end', `<path d="${'url(#'.repeat(LONG / 5)})"/>`, 'svg_external'],
    ['a long style sheet', `<style>${'@'.repeat(LONG)}</style>`, 'svg_too_complex'],
    [
      'a style sheet that is written out everywhere',
      `<style>g{font-family:${'x'.repeat(2_000)}}</style>${'<g/>'.repeat(4_000)}`,
      'svg_too_complex',
    ],
  ])('%s', (_, content, reason) => {
    expect(problem(svg(content + SQUARE))).toBe(reason)
  })

  test.each([
    ['points without a function', `points="${'a'.repeat(LONG)}"`],
    ['points of spaces', `points="1${' '.repeat(LONG)}1"`],
    ['a path of brackets', `d="${'('.repeat(LONG)}"`],
  ])('%s', (_, attribute) => {
    expect(problem(svg(`<polygon ${attribute}/>${SQUARE}`))).toContain('<polygon')
  })

  test.each([
    ['comments that never close', '/*/'.repeat(5_000)],
    ['at-rules that never close', '@{{}'.repeat(4_000)],
    ['selectors without a block', 'a'.repeat(16_000)],
  ])('%s', (_, css) => {
    expect(clean(svg(`<style>rect{fill:red}${css}</style>${SQUARE}`))).toContain('fill="red"')
  })
})

describe('what is no picture is refused', () => {
  test.each([
    ['half a file', '<svg xmlns="http://www.w3.org/2000/svg"><rect'],
    ['a page', '<html xmlns="http://www.w3.org/2000/svg"><body/></html>'],
    ['an undeclared entity', svg('<text>&nope;</text>')],
    ['two roots', `${svg(SQUARE)}${svg(SQUARE)}`],
    ['nothing', ''],
  ])('%s', (_, text) => {
    expect(problem(text)).toBe('svg_malformed')
  })

  test('bytes that are no UTF-8', () => {
    expect(sanitizeSvg(Buffer.from([0x3c, 0x73, 0x76, 0x67, 0xff, 0xfe]))).toEqual({ ok: false, reason: 'svg_malformed' })
  })

  test.each([
    ['none', ''],
    ['a share of who knows what', 'width="100%" height="100%"'],
    ['nothing wide', 'viewBox="0 0 0 24"'],
    ['endless', 'viewBox="0 0 1e99 24"'],
  ])('a size that is %s', (_, size) => {
    expect(problem(svg(SQUARE, size))).toBe('svg_no_size')
  })

  test('one that draws nothing', () => {
    expect(problem(svg('<title>Logo</title><defs/>'))).toBe('svg_empty')
  })
})

test('whatever comes in, what comes out holds allowed names alone, and is its own answer', () => {
  const word = fc.constantFrom('rect', 'g', 'use', 'text', 'style', 'filter', 'path', 'defs', 'x:y', 'pattern', 'switch')
  const name = fc.constantFrom('fill', 'id', 'href', 'xlink:href', 'style', 'class', 'd', 'data-x', 'width', 'cursor')
  const value = fc.oneof(fc.string(), fc.constantFrom('#a', 'url(#a)', 'a', 'fill:red', '<b>', '&', '\'"', 'expression(1)', 'a{fill:red}'))
  const quote = (text: string) =>
    text.replace(/[&<>"'\p{Cc}]/gu, (sign) => (sign >= ' ' && sign !== '\x7f' ? `&#${sign.charCodeAt(0)};` : ' '))
  const element = fc
    .tuple(word, fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, maxLength: 4 }), value)
    .map(([tag, list, text]) => `<${tag} ${list.map(([key, each]) => `${key}="${quote(each)}"`).join(' ')}>${quote(text)}</${tag}>`)
  fc.assert(
    fc.property(fc.array(element, { maxLength: 8 }), (elements) => {
      const result = read(svg(elements.join('') + SQUARE, 'viewBox="0 0 9 9" xmlns:x="urn:x"'))
      if (!result.ok) return
      const { text } = result.value
      const parser = new SaxesParser({ xmlns: true })
      parser.on('opentag', (tag) => {
        expect(ALLOWED_ELEMENTS).toContain(tag.local)
        for (const { name: key, value: given } of Object.values(tag.attributes)) {
          expect(key === 'xmlns' || key === 'href' || ATTRIBUTES.has(key), key).toBe(true)
          if (key === 'href') expect(given).toMatch(/^#/)
        }
      })
      parser.write(text).close()
      expect(clean(text)).toBe(text)
    }),
    { numRuns: 300 },
  )
})
