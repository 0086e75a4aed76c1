import http from 'node:http'
import { HOSTS, type Host } from '@/tests/e2e/support/visit'

export type Answer = { status: number; text: string; location: string }
type Question = { host: Host; path: string; cookie?: string; method?: string; headers?: Record<string, string>; body?: string | Buffer }

const PATIENCE_MILLISECONDS = 60_000

/** One raw request to the portal under test, on a brand's host; redirects are answers and not followed. */
export function ask({ host, path, cookie, method = 'GET', headers = {}, body }: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const name = `${HOSTS[host]}:${process.env.PORT}`
    const request = http.request(
      {
        host: '127.0.0.1',
        port: process.env.PORT,
        path,
        method,
        headers: { host: name, origin: `http://${name}`, ...(cookie && { cookie }), ...headers },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const location = String(response.headers.location ?? response.headers['x-action-redirect'] ?? '')
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString(), location })
        })
      },
    )
    request.on('error', reject)
    request.setTimeout(PATIENCE_MILLISECONDS, () => request.destroy(new Error(`no answer from ${path}`)))
    request.end(body)
  })
}

export type Stream = { said: () => string; close: () => void }

/** Opens a live stream; answers once it has begun to speak. */
export function listen(host: Host, cookie: string): Promise<Stream> {
  let said = ''
  const headers = { host: `${HOSTS[host]}:${process.env.PORT}`, cookie }
  const request = http.get({ host: '127.0.0.1', port: process.env.PORT, path: '/api/events', headers })
  return new Promise((resolve, reject) => {
    request.once('error', reject)
    request.once('response', (response) =>
      response.on('data', (chunk: Buffer) => {
        said += chunk
        resolve({ said: () => said, close: () => request.destroy() })
      }),
    )
  })
}
