import { type NextRequest, NextResponse } from 'next/server'
import { ADDRESS_HEADER, HOST_HEADER, isPicturePath, PICTURE_POLICY } from '@/lib/hosts/headers'
import { getDirectory } from '@/lib/hosts/queries'
import { normalizeHost, resolveHost } from '@/lib/hosts/resolve'

// All but the build's own files; without the runtime key it would run where there is no Postgres.
export const config = { runtime: 'nodejs', matcher: ['/((?!_next/static/).*)'] }

export async function middleware(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl
  const host = requestedHost(request)
  const resolution = resolveHost(host, pathname, await getDirectory(normalizeHost(host)))
  if (resolution.kind === 'not_found') return notFound()

  const headers = new Headers(request.headers)
  headers.set(HOST_HEADER, host)
  headers.set('x-forwarded-host', host)
  if (!headers.has(ADDRESS_HEADER)) headers.set(ADDRESS_HEADER, '')
  const nonce = crypto.randomUUID()
  // What a route answers of its own would be overwritten by what is set here.
  const policy = isPicturePath(pathname) ? PICTURE_POLICY : contentSecurityPolicy(nonce)
  headers.set('content-security-policy', policy)
  headers.set('x-nonce', nonce)

  const inside = resolution.kind === 'set_up' ? '/setup' : `/portal/${resolution.brand.slug}${pathname === '/' ? '' : pathname}`
  const internal = new URL(`${inside}${search}`, request.nextUrl)
  const response = pathname.startsWith('/api/')
    ? NextResponse.next({ request: { headers } })
    : NextResponse.rewrite(internal, { request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('referrer-policy', 'strict-origin-when-cross-origin')
  response.headers.set('x-content-type-options', 'nosniff')
  return response
}

/** The Host header; on a request of Next to itself, after a redirect in an action, the host that the browser had asked. */
function requestedHost(request: NextRequest): string {
  const host = request.headers.get('host') ?? ''
  const self = process.env.__NEXT_PRIVATE_ORIGIN
  return self && host === new URL(self).host ? (request.headers.get('x-forwarded-host') ?? host) : host
}

function contentSecurityPolicy(nonce: string): string {
  const script = `'self' 'nonce-${nonce}' 'strict-dynamic'${process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : ''}`
  return [
    "default-src 'self'",
    `script-src ${script}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Names no brand, and says nothing that would tell one host from another. */
const notFound = () => new NextResponse('404 Not Found\n', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } })
