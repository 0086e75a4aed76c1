import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { qrCode } from '@/lib/two-steps/qr'
import { totpUri } from '@/lib/two-steps/totp'

test('the path darkens the modules of the code and no others', () => {
  const uri = totpUri('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 'Données & Cie', 'anne@nord.test')
  const { size, path } = qrCode(uri)
  const { data } = encode(uri, { ecc: 'M', border: 0 })
  const drawn = data.map((row) => row.map(() => false))
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let step = 0; step < Number(length); step++) {
      const row = drawn[Number(y)]
      if (row) row[Number(x) + step] = true
    }
  }
  expect(drawn).toEqual(data)
  expect(size).toBe(data.length)
})
