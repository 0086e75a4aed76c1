import { isRefusal } from '@/lib/actions/refusal'
import { findSignedIn } from '@/lib/auth/gate'
import type { OperatorActor, UserActor } from '@/lib/auth/types'
import { NotFoundError } from '@/lib/errors'

/** A route beside a page: who is signed in gets what `work` answers; what it throws of 404 and 403 is one. */
export async function answerUser(work: (actor: UserActor) => Promise<Response>): Promise<Response> {
  const actor = await findSignedIn()
  return actor?.kind === 'user' ? mapped(() => work(actor)) : new Response(null, { status: 401 })
}

/** As answerUser, for the operators of the platform. */
export async function answerOperator(work: (operator: OperatorActor) => Promise<Response>): Promise<Response> {
  const actor = await findSignedIn()
  return actor?.kind === 'operator' ? mapped(() => work(actor)) : new Response(null, { status: 401 })
}

async function mapped(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof NotFoundError) return new Response(null, { status: 404 })
    if (isRefusal(error)) return new Response(null, { status: 403 })
    throw error
  }
}

export const json = (value: unknown): Response => Response.json(value, { headers: { 'cache-control': 'no-store' } })

/** A file to keep; its name says nothing that a header or a disk would trip over. */
export function attachment(body: string | ReadableStream<Uint8Array>, name: string, type: string): Response {
  return new Response(body, {
    headers: { 'content-type': `${type}; charset=utf-8`, 'content-disposition': disposition(name), 'cache-control': 'no-store' },
  })
}

/** Bytes to keep as they are: nothing on the way compresses them, which would cost more time than it saves. */
export function download(body: ReadableStream<Uint8Array>, name: string, type: string, byteCount: number | null): Response {
  const headers = new Headers({
    ...{ 'content-type': type, 'content-disposition': disposition(name), 'cache-control': 'no-store, no-transform' },
    'x-content-type-options': 'nosniff',
  })
  if (byteCount !== null) headers.set('content-length', String(byteCount))
  return new Response(body, { headers })
}

function disposition(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w.-]+/g, '-')
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name.replace(/[/\\:*?"<>|\p{Cc}]+/gu, '-')).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`
}
