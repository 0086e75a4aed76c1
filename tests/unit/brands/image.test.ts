import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { type BrandImage, readBrandImage } from '@/lib/brands/image'
import { chunk, png, SQUARE, svg } from '@/tests/support/pictures'

const reason = async (file: string | Buffer) => {
  const result = await readBrandImage('logo', Buffer.from(file as string))
  return result.ok ? result.value.mediaType : result.reason
}
const image = async (kind: 'logo' | 'favicon', file: Buffer): Promise<BrandImage> => {
  const result = await readBrandImage(kind, file)
  if (!result.ok) throw new Error(result.reason)
  return result.value
}

describe('a PNG', () => {
  test('is encoded anew, small enough for where it is shown', async () => {
    for (const [kind, side] of [
      ['logo', 512],
      ['favicon', 128],
    ] as const) {
      const { body, mediaType } = await image(kind, png(1200, 600))
      expect(mediaType).toBe('image/png')
      expect(await sharp(body).metadata()).toMatchObject({ format: 'png', width: side, height: side / 2 })
    }
  })

  test('that is small stays as large as it is', async () => {
    expect(await sharp((await image('logo', png(20, 10))).body).metadata()).toMatchObject({ width: 20, height: 10 })
  })

  test('brings along neither texts, nor programs, nor what stands after its end', async () => {
    const hidden = Buffer.from('<script>alert(1)</script>')
    const extra = [chunk('tEXt', Buffer.concat([Buffer.from('Comment\0'), hidden])), chunk('eXIf', hidden)]
    const { body } = await image('logo', Buffer.concat([png(20, 20, { extra }), hidden]))
    expect(body.includes('script')).toBe(false)
  })

  test('full of noise stays below what is stored', async () => {
    const noise = Buffer.alloc(380 * (380 * 3 + 1), 0)
    for (let at = 0; at < noise.length; at++) noise[at] = at % (380 * 3 + 1) === 0 ? 0 : (at * 2654435761) >>> 13
    const { body } = await image('logo', png(380, 380, { rows: noise }))
    expect(body.length).toBeLessThan(300 * 1024)
  })

  test('of the same file twice has the same hash; of another another', async () => {
    const [one, same, other] = await Promise.all([png(9, 9), png(9, 9), png(9, 8)].map((file) => image('logo', file)))
    expect(one?.hash).toBe(same?.hash)
    expect(one?.hash).not.toBe(other?.hash)
  })

  test.each([
    ['wider than is taken', () => png(3001, 1, { rows: Buffer.alloc(10) })],
    ['higher than is taken', () => png(1, 3001, { rows: Buffer.alloc(10) })],
    ['that claims four billion pixels a side', () => png(0xffffffff, 0xffffffff, { rows: Buffer.alloc(10) })],
    ['of no width', () => png(0, 9, { rows: Buffer.alloc(10) })],
  ])('%s is refused for its dimensions', async (_, file) => {
    expect(await reason(file())).toBe('png_dimensions')
  })

  test.each([
    ['cut short', () => png(64, 64).subarray(0, 60)],
    ['without its pixels', () => png(2999, 2999, { rows: Buffer.alloc(10) })],
    ['of which only the first bytes are one', () => Buffer.concat([png(1, 1).subarray(0, 8), Buffer.from('not a picture at all')])],
    ['whose header comes late', () => Buffer.concat([png(1, 1).subarray(0, 8), chunk('tEXt', Buffer.from('x')), png(9, 9).subarray(8)])],
  ])('%s is refused as damaged', async (_, file) => {
    expect(await reason(file())).toBe('png_damaged')
  })

  test('with a text that unpacks to a gigabyte is not unpacked', async () => {
    const bomb = deflateSync(Buffer.alloc(50_000_000))
    const extra = [chunk('zTXt', Buffer.concat([Buffer.from('x\0\0'), bomb])), chunk('iCCP', Buffer.concat([Buffer.from('x\0\0'), bomb]))]
    expect(await reason(png(9, 9, { extra }))).toBe('image/png')
  })

  test('with pixels that unpack to far more than it is large ends where the picture does', async () => {
    expect(await reason(png(9, 9, { rows: Buffer.alloc(50_000_000) }))).toMatch(/^(image\/png|png_damaged)$/)
  })

  test('of too many bytes is refused before it is decoded', async () => {
    expect(await reason(Buffer.concat([png(9, 9), Buffer.alloc(600 * 1024)]))).toBe('too_large')
  })
})

describe('an SVG', () => {
  test('is written anew', async () => {
    const { body, mediaType, dropped } = await image('logo', Buffer.from(svg(`<!-- x --><marker/>${SQUARE}`)))
    expect([mediaType, dropped]).toEqual(['image/svg+xml', ['marker']])
    expect(body.toString()).not.toContain('x -->')
  })

  test('with a script is refused, under whatever name it comes', async () => {
    expect(await reason(svg(`<script>1</script>${SQUARE}`))).toBe('svg_active')
    expect(await reason(`<?xml version="1.0"?>\n${svg('<rect onload="x"/>')}`)).toBe('svg_active')
  })

  test('of too many bytes is refused before it is read', async () => {
    expect(await reason(svg(`<!--${' '.repeat(140_000)}-->${SQUARE}`))).toBe('too_large')
  })
})

test.each([
  ['nothing', ''],
  ['a text', 'hello'],
  ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex')],
  ['a GIF', Buffer.from('GIF89a')],
  ['a page', '<html><script>alert(1)</script></html>'],
  ['a program', Buffer.from('7f454c46', 'hex')],
])('%s is no picture', async (_, file) => {
  expect(await reason(file)).toBe('not_an_image')
})
