import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { helloRequestSchema, type PollRequest, pollRequestSchema, type Report, reportsRequestSchema } from '@/lib/agent-protocol/schema'

export const KEY = `kwb_${'A1'.repeat(13)}`

/** What to do with one request instead of the right thing. `lost`: take it, then lose the answer. */
export type Mishap =
  | { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
  | { kind: 'hang' }
  | { kind: 'reset' }
  | { kind: 'lost' }

type Door = 'hello' | 'poll' | 'reports'

/** A portal that speaks the agent protocol, remembers what it was told, and fails when asked to. */
export class StandInPortal {
  readonly #server: Server
  readonly taken = new Map<string, Report>()
  readonly hellos: unknown[] = []
  readonly polls: PollRequest[] = []
  /** How many reports each request carried. */
  readonly batches: number[] = []
  duplicates = 0
  /** Requests that broke the protocol: there must be none. */
  readonly breaches: string[] = []
  suspended = false
  pollSeconds = 1
  config = { version: 0, body: '' }
  repository = { url: 'rest:http://127.0.0.1:1/none/', password: 'repository-password' }
  /** Delivered at each poll until there is an answer other than that it runs. */
  commands: { id: string; kind: string; [payload: string]: unknown }[] = []
  /** How far this portal's clock is ahead of the machine's, in milliseconds. */
  aheadMs = 0
  /** Asked before each request; null lets it pass. */
  mishap: (door: Door, body: unknown) => Mishap | null = () => null
  #port = 0

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response))
  }

  static async start(): Promise<StandInPortal> {
    const portal = new StandInPortal()
    await portal.open()
    return portal
  }

  /** Listens, after a `close` on the same port again. */
  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (this.#server.address() as AddressInfo).port
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** The reports of one backup, or of all, in order. */
  reports(backupId?: string): Report[] {
    const all = [...this.taken.values()].filter((report) => !backupId || report.backupId === backupId)
    return all.sort((a, b) => a.backupId.localeCompare(b.backupId) || a.seq - b.seq)
  }

  backupIds(): string[] {
    return [...new Set(this.reports().map((report) => report.backupId))]
  }

  /** All log lines of a backup. */
  log(backupId: string): string[] {
    return this.reports(backupId).flatMap(({ event }) => (event.type === 'log' ? event.lines.map((line) => line.message) : []))
  }

  /** What was said of a command so far, each word once. */
  words(commandId: string): string[] {
    const said = this.polls.flatMap(({ results }) => results.filter((result) => result.commandId === commandId))
    return [...new Set(said.map(({ status, detail }) => (detail ? `${status}: ${detail}` : status)))]
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const door = request.url?.split('/').at(-1) as Door
    const text = Buffer.concat(chunks).toString()
    const mishap = this.mishap(door, JSON.parse(text))
    if (mishap?.kind === 'hang') return
    if (mishap?.kind === 'reset') return void request.socket.destroy()
    if (mishap?.kind === 'status') return send(response, mishap.status, mishap.body ?? {}, mishap.headers)
    if (request.headers.authorization !== `Bearer ${KEY}`) return send(response, 401, problem('unknown_key'))
    const answer = this.#answer(door, JSON.parse(text))
    if (mishap?.kind === 'lost') return void request.socket.destroy()
    send(response, answer.status, answer.body)
  }

  #answer(door: Door, body: unknown): { status: number; body: unknown } {
    if (door === 'hello') return this.#hello(body)
    if (door === 'poll') return this.#poll(body)
    if (this.suspended) return { status: 403, body: problem('contract_suspended') }
    const parsed = reportsRequestSchema.safeParse(body)
    if (!parsed.success) return this.#breach(door, parsed.error.message)
    this.batches.push(parsed.data.reports.length)
    let duplicates = 0
    for (const report of parsed.data.reports) {
      const name = `${report.backupId}/${report.seq}`
      if (this.taken.has(name)) duplicates += 1
      else this.taken.set(name, report)
    }
    this.duplicates += duplicates
    return { status: 200, body: { accepted: parsed.data.reports.length - duplicates, duplicates } }
  }

  #hello(body: unknown) {
    const parsed = helloRequestSchema.safeParse(body)
    if (!parsed.success) return this.#breach('hello', parsed.error.message)
    this.hellos.push(parsed.data)
    if (parsed.data.proposedConfig && this.config.version === 0) this.config = { version: 1, body: parsed.data.proposedConfig }
    const { suspended, config, repository, pollSeconds } = this
    const machine = { id: '0190a0a0-0000-7000-8000-000000000001', name: 'PC-1' }
    const serverTime = this.#time()
    return { status: 200, body: { machine, contract: { title: 'TEST', suspended }, config, repository, serverTime, pollSeconds } }
  }

  #poll(body: unknown) {
    const parsed = pollRequestSchema.safeParse(body)
    if (!parsed.success) return this.#breach('poll', parsed.error.message)
    this.polls.push(parsed.data)
    const answered = new Set(parsed.data.results.filter(({ status }) => status !== 'running').map((result) => result.commandId))
    this.commands = this.commands.filter((command) => !answered.has(command.id))
    const config = parsed.data.configVersion === this.config.version ? undefined : this.config
    const { commands, suspended, pollSeconds } = this
    return { status: 200, body: { config, commands, suspended, serverTime: this.#time(), pollSeconds } }
  }

  #time(): string {
    return new Date(Date.now() + this.aheadMs).toISOString()
  }

  #breach(door: Door, message: string) {
    this.breaches.push(`${door}: ${message}`)
    return { status: 422, body: problem('invalid', message) }
  }
}

export function problem(code: string, message = code, issues?: { path: string; message: string }[]) {
  return { error: { code, message, issues } }
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
