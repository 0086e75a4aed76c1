import type { IncomingMessage } from 'node:http'
import type { z } from 'zod'
import { MAX_BODY_BYTES } from '@/lib/agent-protocol/schema'
import { AgentApiError } from './errors'

const BODY_MILLISECONDS = 30_000

const tooLarge = () =>
  new AgentApiError('too_large', `A request holds at most ${MAX_BODY_BYTES} bytes. Send the reports in smaller batches.`)

/** The request's JSON, checked against `schema`. Throws `too_large`, or `invalid` naming each path and cause. */
export async function readBody<Schema extends z.ZodType>(request: IncomingMessage, schema: Schema): Promise<z.output<Schema>> {
  const text = await readText(request)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new AgentApiError('invalid', 'The body is not JSON.', { issues: [{ path: '', message: 'is not JSON' }] })
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.slice(0, 20).map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  throw new AgentApiError('invalid', `${issues[0]?.path || 'The body'}: ${issues[0]?.message}`, { issues })
}

async function readText(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  // Who drips a body in, to hold the connection and its memory, is cut off.
  const deadline = setTimeout(() => request.destroy(), BODY_MILLISECONDS)
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > MAX_BODY_BYTES) throw tooLarge()
      chunks.push(chunk)
    }
  } finally {
    clearTimeout(deadline)
  }
  return Buffer.concat(chunks).toString('utf8')
}
