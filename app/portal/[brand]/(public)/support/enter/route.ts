import { cookies, headers } from 'next/headers'
import { cookieOptions, encodeClaims, SESSION_COOKIE } from '@/lib/auth/cookie'
import { currentBrand } from '@/lib/auth/gate'
import { enterSupportAccess } from '@/lib/auth/support'
import { clock } from '@/lib/clock'
import { ADDRESS_HEADER } from '@/lib/hosts/headers'

/** Where the console's one-time link leads: a session on the account's own host (requirements G3), and on to its first screen. */
export async function GET(request: Request): Promise<Response> {
  const [brand, facts] = [await currentBrand(), await headers()]
  const token = new URL(request.url).searchParams.get('link') ?? ''
  const origin = { now: clock.now(), address: facts.get(ADDRESS_HEADER), userAgent: facts.get('user-agent') }
  const result = await enterSupportAccess(brand, token, origin)
  if (!result.ok) return leadTo('/support/expired')
  const value = await encodeClaims({ sessionId: result.value.sessionId, brandId: brand.id })
  const jar = await cookies()
  jar.set(SESSION_COOKIE, value, cookieOptions(facts.get('x-forwarded-proto') === 'https'))
  return leadTo('/')
}

// Relative, so that no host is named; the link with its token does not stay in the browser's history.
const leadTo = (location: string) => new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
