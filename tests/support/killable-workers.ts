import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll } from 'vitest'

/** Worker processes of one program, killed in the middle of what they do. */
export class KillableWorkers {
  killed = 0
  private readonly running: ChildProcess[] = []
  private readonly folder = mkdtempSync(join(tmpdir(), 'workers-'))
  private readonly program = join(this.folder, 'worker.cjs')

  /** `entry` is the program's source; `env` is asked for at each start. */
  constructor(
    entry: string,
    private readonly env: () => Record<string, string>,
  ) {
    // In one file, since those that are killed are started again in the middle of it all.
    beforeAll(() =>
      build({ entryPoints: [entry], outfile: this.program, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' }),
    )
    afterAll(() => {
      for (const worker of this.running) worker.kill('SIGKILL')
      rmSync(this.folder, { recursive: true, force: true })
    })
  }

  start(count: number): void {
    const env = { ...process.env, ...this.env() }
    for (let one = 0; one < count; one++)
      this.running.push(spawn(process.execPath, [this.program], { env, stdio: ['ignore', 'ignore', 'inherit'] }))
  }

  /** Kills one of them at random, and starts another in its place. */
  killOne(): void {
    const [victim] = this.running.splice(Math.floor(Math.random() * this.running.length), 1)
    victim?.kill('SIGKILL')
    this.killed++
    this.start(1)
  }
}
