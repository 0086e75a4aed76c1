import { systemActor } from '@/lib/auth/system'
import { clock } from '@/lib/clock'
import { recordDelivery } from '@/lib/mails/commands'
import { readResendEvent } from '@/lib/mails/resend-events'
import { mailSettings } from '@/lib/mails/settings'

const LARGEST_BYTES = 256 * 1024

/** Where Resend reports what became of a mail, on any host of the installation; not there without RESEND_WEBHOOK_SECRET. */
export async function POST(request: Request): Promise<Response> {
  const secret = mailSettings().RESEND_WEBHOOK_SECRET
  if (!secret) return new Response(null, { status: 404 })
  const body = await readBody(request)
  if (body === null) return new Response(null, { status: 413 })
  const { headers } = request
  const signed = { body, id: headers.get('svix-id'), timestamp: headers.get('svix-timestamp'), signature: headers.get('svix-signature') }
  const report = readResendEvent(secret, signed, clock.now())
  if (report === 'unsigned') return new Response(null, { status: 401 })
  if (report !== 'ignored') await recordDelivery(systemActor('resend'), report, clock.now())
  return new Response(null, { status: 204 })
}

/** The body as it came, byte for byte, since it is what was signed; null when it is larger than any report. */
async function readBody(request: Request): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > LARGEST_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
