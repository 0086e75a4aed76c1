import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseStoragePath } from '@/lib/storage/path'

const ID = '019a0000-0000-7000-8000-000000000001'
const NAME = 'ab'.repeat(32)

test.each([
  [`/storage/${ID}/`, 'root', ''],
  [`/storage/${ID}/config`, 'config', 'config'],
  ...['data', 'keys', 'locks', 'snapshots', 'index'].flatMap((kind) => [
    [`/storage/${ID}/${kind}`, kind, kind],
    [`/storage/${ID}/${kind}/`, kind, `${kind}/`],
    [`/storage/${ID}/${kind}/${NAME}`, kind, `${kind}/${NAME}`],
  ]),
])('restic asks for %s', (path, kind, rest) => {
  expect(parseStoragePath(path ?? '')).toEqual({ machineId: ID, kind, rest })
})

test.each([
  '/storage/',
  `/storage/${ID}`,
  `/storage/${ID}//`,
  `/storage/${ID}//data/`,
  `/storage/${ID}/data//`,
  `/storage/${ID}/data//${NAME}`,
  `/storage/${ID}/data/${NAME}/`,
  `/storage/${ID}/data/${NAME}/x`,
  `/storage/${ID}/data/${NAME.slice(1)}`,
  `/storage/${ID}/data/${NAME.toUpperCase()}`,
  `/storage/${ID}/data/ab/${NAME}`,
  `/storage/${ID}/config/`,
  `/storage/${ID}/config/${NAME}`,
  `/storage/${ID}/${NAME}`,
  `/storage/${ID}/.`,
  `/storage/${ID}/..`,
  `/storage/${ID}/../${ID}/config`,
  `/storage/${ID}/data/../config`,
  `/storage/${ID}/data/..%2f..%2fconfig`,
  `/storage/${ID}/%64ata/`,
  `/storage/${ID}/data%2f${NAME}`,
  `/storage/${ID}\\data`,
  `/storage/${ID}/config\n`,
  `/storage/${ID}/config\u0000`,
  `/storage/${ID.toUpperCase()}/config`,
  `/storage/../storage/${ID}/config`,
  `//storage/${ID}/config`,
  `/x/storage/${ID}/config`,
])('%j is not what restic asks for', (path) => {
  expect(parseStoragePath(path)).toBeNull()
})

test('nothing outside the allow-list passes, whatever the path is made of', () => {
  const part = fc.oneof(
    fc.constantFrom(
      'storage',
      ID,
      'config',
      'data',
      'keys',
      'locks',
      'snapshots',
      'index',
      NAME,
      '..',
      '.',
      '',
      '%2e%2e',
      '%2f',
      '\\',
      '\n',
      '\u0000',
      '?',
      '#',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
  )
  const path = fc.array(part, { maxLength: 7 }).map((parts) => `/storage/${parts.join('/')}`)
  fc.assert(
    fc.property(path, (asked) => {
      const parsed = parseStoragePath(asked)
      if (!parsed) return
      expect(asked).toBe(`/storage/${parsed.machineId}/${parsed.rest}`)
      expect(parsed.rest).toMatch(/^(config|(data|keys|locks|snapshots|index)(\/|\/[0-9a-f]{64})?|)$/)
      expect(parsed.machineId).toBe(ID)
    }),
    { numRuns: 5_000 },
  )
})
