import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/lib/auth/next-auth'
import { ADDRESS_HEADER, HOST_HEADER } from '@/lib/hosts/headers'

type Context = { params: Promise<{ nextauth: string[] }> }

async function handler(request: NextRequest, context: Context): Promise<Response> {
  const { headers } = request
  const facts = {
    host: headers.get(HOST_HEADER),
    address: headers.get(ADDRESS_HEADER),
    secure: headers.get('x-forwarded-proto') === 'https',
  }
  return NextAuth(request, context, authOptions(facts))
}

export { handler as GET, handler as POST }
