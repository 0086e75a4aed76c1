import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isIn, isNetwork, isPublicAddress } from '@/lib/webhooks/address'

/** The first, the last and one in the middle of everything that must never be called. */
const REFUSED = [
  ...[
    '0.0.0.0',
    '0.1.2.3',
    '0.255.255.255',
    '10.0.0.0',
    '10.20.30.40',
    '10.255.255.255',
    '100.64.0.0',
    '100.100.100.200',
    '100.127.255.255',
  ],
  ...['127.0.0.1', '127.255.255.255', '169.254.0.0', '169.254.169.254', '169.254.255.255', '172.16.0.0', '172.20.1.1', '172.31.255.255'],
  ...['192.0.0.1', '192.0.0.170', '192.0.2.1', '192.88.99.1', '192.168.0.0', '192.168.255.255', '198.18.0.1', '198.19.255.255'],
  ...['198.51.100.7', '203.0.113.7', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '168.63.129.16'],
  ...[
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '::ffff:0:8.8.8.8',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
  ],
  ...['100::1', '2001::1', '2001:0:7f00:1::', '2001:1ff::1', '2001:db8::1', '2002:7f00:1::', '2002:a00:1::1', '3fff::1', '5f00::1'],
  ...['fc00::1', 'fd00:ec2::254', 'fdff::1', 'fe80::1', 'fe80::1%eth0', 'febf::1', 'fec0::1', 'ff02::1', '2a00:1450::1%lo'],
  ...['', 'localhost', '127.1', '0x7f000001', '2130706433', '8.8.8.8 ', '1.2.3.4.5', '[::1]'],
]
const PUBLIC = [
  ...['1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0'],
  ...['169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.0.1.0', '192.167.255.255', '192.169.0.0', '198.17.255.255'],
  ...['198.20.0.0', '223.255.255.255', '2001:200::1', '2001:4860:4860::8888', '2003::1', '2606:4700::1111', '2a01:e0a::1'],
]

describe('what may be called', () => {
  test.each(REFUSED)('%s is not in the open internet', (address) => expect(isPublicAddress(address)).toBe(false))
  test.each(PUBLIC)('%s is', (address) => expect(isPublicAddress(address)).toBe(true))

  const bytes = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255))

  test('however an IPv4 address is wrapped in IPv6, it is refused', () => {
    fc.assert(
      fc.property(bytes, ([a, b, c, d]) => {
        const address = `${a}.${b}.${c}.${d}`
        const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
        const mapped = [`::ffff:${address}`, `::${address}`, `64:ff9b::${address}`, `::ffff:0:${address}`]
        for (const wrapped of [...mapped, `2002:${hex}::1`, `2001:0:${hex}::1`])
          expect([wrapped, isPublicAddress(wrapped)]).toEqual([wrapped, false])
      }),
    )
  })

  test('the judgement of any IPv4 address is that of plain arithmetic', () => {
    const isPrivate = ([a, b, c, d]: [number, number, number, number]) =>
      [0, 10, 127].includes(a) ||
      a >= 224 ||
      (a === 100 && b >= 64 && b < 128) ||
      (a === 172 && b >= 16 && b < 32) ||
      (a === 198 && (b === 18 || b === 19)) ||
      ['169.254', '192.168'].includes(`${a}.${b}`) ||
      ['192.0.0', '192.0.2', '192.88.99', '198.51.100', '203.0.113'].includes(`${a}.${b}.${c}`) ||
      `${a}.${b}.${c}.${d}` === '168.63.129.16'
    const first = fc.constantFrom(0, 10, 100, 127, 168, 169, 172, 192, 198, 203, 224)
    const near = fc.tuple(
      first,
      fc.constantFrom(0, 16, 18, 31, 51, 63, 64, 88, 127, 168, 254),
      fc.constantFrom(0, 2, 99, 100, 113, 129),
      fc.nat(255),
    )
    const agree = (parts: [number, number, number, number]) => {
      expect([parts, isPublicAddress(parts.join('.'))]).toEqual([parts, !isPrivate(parts)])
    }
    fc.assert(fc.property(bytes, agree), { numRuns: 2_000 })
    fc.assert(fc.property(near, agree), { numRuns: 2_000 })
  })
})

describe('networks that an installation opens', () => {
  test('hold what lies in them and nothing else', () => {
    const list = ['10.20.0.0/16', 'fd12:3456::/32']
    for (const inside of ['10.20.0.1', '10.20.255.255', 'fd12:3456::1', '::ffff:10.20.0.1']) expect(isIn(list, inside)).toBe(true)
    for (const outside of ['10.21.0.1', '8.8.8.8', 'fd12:3457::1', '', 'x', 'fd12:3456::1%eth0']) expect(isIn(list, outside)).toBe(false)
    expect(isIn([], '10.20.0.1')).toBe(false)
  })

  test.each(['10.20.0.0/16', '127.0.0.1/32', 'fd00::/8', '::1/128'])('%s is one', (text) => expect(isNetwork(text)).toBe(true))
  test.each(['10.20.0.0', '10.20.0.0/33', 'fd00::/129', 'all', '10.20/16', '/8', 'fe80::1%eth0/64', '10.0.0.0/x'])('%s is none', (text) =>
    expect(isNetwork(text)).toBe(false),
  )
})
