import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer, type Server as HttpServer, request as httpRequest } from 'node:http'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { KEY, StandInPortal } from './stand-in-portal'

export type Ended = { code: number | null; out: string; err: string }
export type Started = { child: ChildProcess; ended: Promise<Ended>; out: () => string }

/** A machine with an agent, a portal, and a storage of real `rclone serve restic --append-only`. All is gone after the test. */
export class Scene {
  readonly folder = mkdtempSync(join(tmpdir(), 'agent-scene-'))
  readonly state = join(this.folder, 'state')
  readonly source = join(this.folder, 'source')
  #user: { uid?: number; gid?: number } = {}
  storagePort = 0
  #rclone: ChildProcess | null = null

  private constructor(
    readonly bundle: string,
    readonly portal: StandInPortal,
  ) {}

  static async open(bundle: string): Promise<Scene> {
    const scene = new Scene(bundle, await StandInPortal.start())
    onTestFinished(() => scene.#close())
    scene.storagePort = await freePort()
    await scene.startStorage()
    scene.portal.repository = { url: scene.repositoryAt(scene.storagePort), password: 'repository-password' }
    return scene
  }

  repositoryAt(port: number): string {
    return `rest:http://machine1:storage-password@127.0.0.1:${port}/machine1/`
  }

  async startStorage(): Promise<void> {
    const address = `127.0.0.1:${this.storagePort}`
    const options = ['--append-only', '--private-repos', '--user', 'machine1', '--pass', 'storage-password', '--addr', address]
    this.#rclone = spawn('rclone', ['serve', 'restic', ...options, join(this.folder, 'storage')], { stdio: 'ignore' })
    await until(async () => (await fetch(`http://${address}/`).catch(() => null)) !== null)
  }

  async stopStorage(): Promise<void> {
    const rclone = this.#rclone
    if (!rclone || rclone.exitCode !== null || rclone.signalCode !== null) return
    rclone.kill('SIGKILL')
    await once(rclone, 'exit')
  }

  write(name: string, content: string | Buffer): string {
    const path = join(this.source, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    return path
  }

  /** The agent runs as nobody from now on, since root reads everything. Without root it is a plain user already. */
  dropPrivileges(): void {
    if (process.getuid?.() !== 0) return
    this.#user = { uid: 65534, gid: 65534 }
    chownSync(this.folder, 65534, 65534)
    chmodSync(dirname(this.bundle), 0o755)
  }

  configure(body: string): void {
    this.portal.config = { version: this.portal.config.version + 1, body }
  }

  /** restic itself on this machine's repository, as the portal's own side would run it. */
  restic(...args: string[]): { child: ChildProcess; ended: Promise<Ended> } {
    const env = { ...process.env, RESTIC_REPOSITORY: this.portal.repository.url, RESTIC_PASSWORD: this.portal.repository.password }
    const child = spawn('restic', [...args, '--no-cache'], { env })
    onTestFinished(() => void child.kill('SIGKILL'))
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk) => (out += chunk))
    child.stderr.on('data', (chunk) => (err += chunk))
    return { child, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, out, err })) }
  }

  /** The locks that lie in the repository. */
  locks(): string[] {
    return readdirSync(join(this.folder, 'storage/machine1/locks'))
  }

  start(args: string[], env: Record<string, string> = {}): Started {
    return this.#launch(args, { env: { ...process.env, ...env } })
  }

  /** In a process group of its own, which can be killed as a whole, as a power cut would. */
  startGroup(args: string[]): Started {
    return this.#launch(args, { env: process.env, detached: true })
  }

  #launch(args: string[], options: { env: NodeJS.ProcessEnv; detached?: boolean }): Started {
    const child = spawn(process.execPath, [this.bundle, ...args, '--state', this.state], { ...options, ...this.#user })
    onTestFinished(() => void child.kill('SIGKILL'))
    let out = ''
    let err = ''
    child.stdout?.on('data', (chunk) => (out += chunk))
    child.stderr?.on('data', (chunk) => (err += chunk))
    const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }))
    return { child, ended, out: () => out }
  }

  run(args: string[], env?: Record<string, string>): Promise<Ended> {
    return this.start(args, env).ended
  }

  enroll(...args: string[]): Promise<Ended> {
    return this.run(['enroll', '--portal', this.portal.address, '--key', KEY, ...args])
  }

  async status(): Promise<Record<string, unknown>> {
    return JSON.parse((await this.run(['status'])).out)
  }

  agentLog(): string {
    return readFileSync(join(this.state, 'agent.log'), 'utf8')
  }

  async #close(): Promise<void> {
    await this.stopStorage()
    await this.portal.close().catch(() => {})
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

/** A door before the storage: counts what passes, can stop passing it on without closing, as a dead line does. */
export class Valve {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  open = true
  bytes = 0
  port = 0

  private constructor(readonly target: number) {
    this.#server = createServer((socket) => this.#pass(socket))
  }

  static async to(target: number): Promise<Valve> {
    const valve = new Valve(target)
    valve.port = await freePort()
    await new Promise<void>((resolve) => valve.#server.listen(valve.port, '127.0.0.1', resolve))
    onTestFinished(() => valve.close())
    return valve
  }

  close(): void {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }

  #pass(near: Socket): void {
    const far = connect(this.target, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from)
      from.on('data', (chunk) => {
        this.bytes += chunk.length
        if (this.open) to.write(chunk)
      })
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
    }
  }
}

/** A gateway before the storage as the portal has one: passes requests on, or refuses them with a status. */
export class Gateway {
  readonly #server: HttpServer
  refusal: number | null = null
  port = 0

  private constructor(readonly target: number) {
    this.#server = createHttpServer((request, response) => {
      if (this.refusal !== null) return void response.writeHead(this.refusal).end()
      const { method, headers, url: path } = request
      const onward = httpRequest({ host: '127.0.0.1', port: this.target, method, headers, path }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      })
      onward.on('error', () => response.destroy())
      request.on('error', () => onward.destroy())
      request.pipe(onward)
    })
  }

  static async to(target: number): Promise<Gateway> {
    const gateway = new Gateway(target)
    gateway.port = await freePort()
    await new Promise<void>((resolve) => gateway.#server.listen(gateway.port, '127.0.0.1', resolve))
    onTestFinished(() => {
      gateway.#server.close()
      gateway.#server.closeAllConnections()
    })
    return gateway
  }
}

export async function until(holds: () => boolean | Promise<boolean>, milliseconds = 60_000): Promise<void> {
  const end = Date.now() + milliseconds
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never came true: ${holds}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
