import { expect, test } from 'vitest'
import { textOf } from '@/lib/archives/go-text'
import { MemberFilter } from '@/lib/archives/member-filter'
import type { Member } from '@/lib/archives/tar-reader'

const member = (name: string, kind: Member['kind'] = 'file') => ({ name, kind }) as Member

test('keeps what lies in the folder, or what is wanted of it', () => {
  const filter = new MemberFilter()
  expect(filter.admit(member('home/a/b'), '/home', null)).toBe('/home/a/b')
  expect(filter.admit(member('home/a/b'), '/home', ['/home/a'])).toBe('/home/a/b')
  expect(filter.admit(member('home/a'), '/home', ['/home/a/b'])).toBeNull()
  expect(filter.admit(member('home/ab'), '/home', ['/home/a'])).toBeNull()
  expect(filter.refused).toBe(0)
})

test.each(['../etc/passwd', 'home/../../etc', '/etc/passwd', 'etc/passwd', 'home//a', 'home/.', 'homes/a', 'home/a\0b', ''])(
  'refuses %j, which would leave the folder',
  (name) => {
    const filter = new MemberFilter()
    expect(filter.admit(member(name), '/home', null)).toBeNull()
    expect(filter.refused).toBe(1)
  },
)

test('refuses what lies under a link that came before it, which would be written through', () => {
  const filter = new MemberFilter()
  expect(filter.admit(member('home/out', 'link'), '/home', null)).toBe('/home/out')
  expect(filter.admit(member('home/out/passwd'), '/home', null)).toBeNull()
  expect(filter.admit(member('home/outer'), '/home', null)).toBe('/home/outer')
  expect(filter.refused).toBe(1)
})

test.each([
  ['home/d/a\\b', 'home/d/a_b'],
  ['home/d/a:b', 'home/d/a_b'],
  ['home/d/A', 'home/d/a'],
  ['home/D/a', 'home/d/a'],
  ['home/d/ﬆraße', 'home/d/ﬆrasse'],
  ['home/d/e\u0301', 'home/d/\u00e9'],
  ['home/d/a', 'home/d/a. '],
])('refuses what an unpacker would write through the link %j, since it takes it for %j', (link, name) => {
  const filter = new MemberFilter()
  expect(filter.admit(member(link, 'link'), '/home', null)).toBe(`/${link}`)
  expect(filter.admit(member(`${name}/evil`), '/home', null)).toBeNull()
  expect(filter.admit(member(name), '/home', null)).toBeNull()
  expect(filter.refused).toBe(2)
})

test('keeps names that are alike to an unpacker where none of them is a link with something under it', () => {
  const filter = new MemberFilter()
  const names = ['home/a', 'home/A', 'home/b_c', 'home/b\\c', 'home/d/x', 'home/D/x']
  for (const name of names) expect(filter.admit(member(name), '/home', null)).toBe(`/${name}`)
  for (const name of ['home/l', 'home/L']) expect(filter.admit(member(name, 'link'), '/home', null)).toBe(`/${name}`)
  expect(filter.refused).toBe(0)
})

test('bytes that are no UTF-8 read as the engine tells them, one sign for each', () => {
  expect(textOf(Buffer.from('été'))).toBe('été')
  expect(textOf(Buffer.from([0x61, 0xe2, 0x82, 0x62]))).toBe('a\ufffd\ufffdb')
  expect(textOf(Buffer.from([0xc3, 0x28, 0xf0, 0x9f, 0x98, 0x80, 0xff]))).toBe('\ufffd(😀\ufffd')
})
