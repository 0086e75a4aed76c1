import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crc32 } from '@/lib/kits/crc32'
import { MAX_ICON_BYTES, parseIcon } from '@/lib/kits/icon'

const svg = (inside: string, attributes = '') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"${attributes}>${inside}</svg>`)

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A picture in shades of grey; `rows` is how many its data really has. */
function png(width: number, height: number, extra: Buffer[] = [], rows = height): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  const data = deflateSync(Buffer.alloc(rows * (width + 1), 7))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', header), ...extra, chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

describe('an SVG', () => {
  test.each([
    ['a mark', svg('<path d="M3 19 10 7l4 6 2-3 5 9z" fill="none" stroke="currentColor" stroke-width="2.2"/>')],
    ['a gradient', svg('<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs><rect fill="url(#a)"/>')],
    [
      'a title, a style and a comment',
      svg('<!-- drawn by hand --><title>Cr&amp;Co</title><g style="fill:#0a7b91;opacity:.5"><circle r="4"/></g>'),
    ],
    ['a declaration before it', Buffer.concat([Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-8"?>\n'), svg('<path d="M0 0"/>')])],
  ])('with %s is taken', (_, body) => {
    const icon = parseIcon(body)
    expect(icon).toMatchObject({ ok: true, value: { type: 'svg' } })
    expect(icon.ok && icon.value.body.toString()).toMatch(/^<svg [\s\S]*<\/svg>$/)
  })

  test.each([
    ['a script', svg('<script>alert(1)</script>')],
    ['a script in another case', svg('<SCRIPT>alert(1)</SCRIPT>')],
    ['an event', svg('<path d="M0 0"/>', ' onload="alert(1)"')],
    ['a picture from elsewhere', svg('<image href="https://evil.example/x.png"/>')],
    ['a reference that swells', svg('<g id="a"><path d="M0 0"/></g><use href="#a"/>')],
    ['foreign content', svg('<foreignObject><body/></foreignObject>')],
    ['a style sheet', svg('<style>@import url(//evil.example)</style>')],
    ['a fill from elsewhere', svg('<rect fill="url(https://evil.example/#a)"/>')],
    ['a fill from elsewhere, hidden', svg('<rect style="fill:url( \'//evil.example\' )"/>')],
    ['a style with an escape', svg('<rect style="fill:u\\72l(x)"/>')],
    ['a link', svg('<a href="javascript:alert(1)"><path d="M0 0"/></a>')],
    ['an animation', svg('<animate attributeName="href" values="javascript:alert(1)"/>')],
    ['an entity', Buffer.from('<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>')],
    ['a doctype inside', svg('<!DOCTYPE x>')],
    ['character data', svg('<![CDATA[<script>]]>')],
    ['an attribute that is cut off', svg('<path d="M0 0')],
    ['a tag that is left open', svg('<g>')],
    ['a second root', Buffer.concat([svg(''), svg('')])],
    ['another namespace', Buffer.from('<svg xmlns="http://www.w3.org/1999/xhtml"><g/></svg>')],
  ])('with %s is refused', (_, body) => {
    expect(parseIcon(body)).toMatchObject({ ok: false, reason: expect.stringMatching(/^icon_un(safe|readable)$/) })
  })
})

describe('a PNG', () => {
  test('is taken, without what it tells beside the picture', () => {
    const icon = parseIcon(png(16, 16, [chunk('tEXt', Buffer.from('Author\0Alice, at home')), chunk('eXIf', Buffer.alloc(40))]))
    expect(icon).toEqual({ ok: true, value: { type: 'png', body: png(16, 16) } })
  })

  test.each([
    ['is cut off', png(16, 16).subarray(0, -6), 'icon_unreadable'],
    ['has a wrong checksum', Buffer.concat([png(16, 16).subarray(0, 20), Buffer.from('X'), png(16, 16).subarray(21)]), 'icon_unreadable'],
    ['has more data than its size says', png(16, 16, [], 5000), 'icon_unreadable'],
    ['has less data than its size says', png(16, 16, [], 3), 'icon_unreadable'],
    ['is a bomb', png(1025, 4), 'icon_too_large'],
    ['says that it is nothing', png(0, 16), 'icon_unreadable'],
  ])('that %s is refused', (_, body, reason) => expect(parseIcon(body)).toEqual({ ok: false, reason }))
})

test('what is neither is refused, and so is what is too large', () => {
  for (const body of ['', 'GIF89a', '<html><svg></svg></html>', '\ufffd<svg'])
    expect(parseIcon(Buffer.from(body))).toEqual({ ok: false, reason: 'icon_unreadable' })
  expect(parseIcon(Buffer.from([0xff, 0xfe, 0x3c]))).toEqual({ ok: false, reason: 'icon_unreadable' })
  expect(parseIcon(svg(`<path d="${'M0 0'.repeat(MAX_ICON_BYTES / 4)}"/>`))).toEqual({ ok: false, reason: 'icon_too_large' })
})

test('whatever is sent, reading it never throws, and what is taken is taken again unchanged', () => {
  const parts = fc.constantFrom(
    '<svg>',
    '</svg>',
    '<g ',
    'd="',
    '"',
    '/>',
    '>',
    '<!--',
    '-->',
    '&',
    'script',
    ' ',
    'style="',
    "'",
    '\u0000',
  )
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.array(parts).map((all) => Buffer.from(`<svg>${all.join('')}`)),
  )
  fc.assert(
    fc.property(body, (bytes) => {
      const icon = parseIcon(Buffer.from(bytes))
      if (icon.ok) expect(parseIcon(icon.value.body)).toEqual(icon)
    }),
  )
})
