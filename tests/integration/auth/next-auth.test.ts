import { beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '@/lib/auth/commands'
import { authOptions } from '@/lib/auth/next-auth'
import { codeAt, newPersonInTwoSteps, wrongCode } from '@/tests/support/authenticator'
import { type Cast, makeCast, PASSWORD } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

describe('next-auth’s own door', () => {
  /** What its provider answers for credentials, as a client of /api/auth/callback/credentials sends them. */
  async function authorize(credentials: Record<string, string>, address = '198.51.100.200') {
    const { providers } = authOptions({ host: 'admin.alpine.test', address, secure: false })
    const { authorize: door } = (providers[0] as unknown as { options: { authorize: (sent: object, request: object) => Promise<unknown> } })
      .options
    return door(credentials, { headers: {} })
  }

  test('opens nothing for the password alone where two steps are on, nor for a wrong code', async () => {
    const { userName, secret } = await newPersonInTwoSteps(cast, new Date())
    expect(await authorize({ userName, password: PASSWORD })).toBeNull()
    expect(await authorize({ userName, password: PASSWORD, code: '' })).toBeNull()
    expect(await authorize({ userName, password: PASSWORD, code: wrongCode(secret, new Date()) })).toBeNull()
  })

  test('opens for password and code together', async () => {
    const { userName, secret } = await newPersonInTwoSteps(cast, new Date())
    expect(await authorize({ userName, password: PASSWORD, code: codeAt(secret, new Date()) })).toMatchObject({ brandId: cast.alpine.id })
  })

  test('counts failures as the form does', async () => {
    for (let time = 0; time < 5; time++) expect(await authorize({ userName: 'berthe', password: 'wrong' })).toBeNull()
    expect(await authorize({ userName: 'berthe', password: PASSWORD })).toBeNull()
    const origin = { now: new Date(), address: null, userAgent: null }
    expect(await signIn(cast.alpine, { userName: 'berthe', password: PASSWORD }, origin)).toMatchObject({ reason: 'too_many' })
  })
})
