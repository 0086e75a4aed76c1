import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { afterAll, beforeAll, expect } from 'vitest'
import { errorResponseSchema } from '@/lib/agent-protocol/schema'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>
export type Answer = { status: number; headers: http.IncomingHttpHeaders; text: string; json: () => Body }
type Body = Record<string, unknown> & { error?: { code: string; message: string; issues?: { path: string; message: string }[] } }

/** A real server around a handler for the tests of a file; answers its port once they run. */
export function testServer(handler: () => Handler): { port: () => number } {
  let server: Server
  let port = 0
  beforeAll(async () => {
    const handle = handler()
    server = http.createServer((request, response) => void handle(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    port = address && typeof address === 'object' ? address.port : 0
  })
  afterAll(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return { port: () => port }
}

type Ask = { method?: string; path: string; headers?: http.OutgoingHttpHeaders; body?: string | Buffer; chunked?: boolean }

/** One request as a program would send it, under any Host. */
export function ask(port: number, { method = 'POST', path, headers = {}, body, chunked }: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined || chunked ? {} : { 'content-length': Buffer.byteLength(body) }
    const request = http.request({ host: '127.0.0.1', port, method, path, headers: { ...length, ...headers }, agent: false })
    request.once('error', reject)
    request.once('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: () => JSON.parse(text) })
      })
    })
    request.end(body)
  })
}

/** The answer is this error, in the form that the protocol promises. */
export function expectError(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.json().error?.code]).toEqual([status, code])
  expect(errorResponseSchema.safeParse(answer.json()).success).toBe(true)
  expect(answer.headers['content-type']).toBe('application/json')
  expect(answer.headers['cache-control']).toBe('no-store')
}
