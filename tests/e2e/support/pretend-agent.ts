import { randomBytes } from 'node:crypto'
import { type PollRequest, type PollResponse, pollResponseSchema, type ReportEvent } from '@/lib/agent-protocol/schema'

/** Speaks the agent protocol to the portal under test, a report at a time. */
export class PretendAgent {
  readonly backupId = uuidv7()
  private seq = 1

  constructor(private readonly key: string) {}

  start = () => this.report({ type: 'started', trigger: 'manual' })

  progress = (percent: number, currentFiles: string[]) =>
    this.report({ type: 'progress', percent, filesDone: percent, filesTotal: 100, bytesDone: percent * 1e6, bytesTotal: 1e8, currentFiles })

  log = (level: 'info' | 'error', message: string) =>
    this.report({ type: 'log', lines: [{ at: new Date().toISOString(), level, message }] })

  logLines = (lines: { level: 'info' | 'error'; message: string }[]) => {
    const at = new Date().toISOString()
    return this.report({ type: 'log', lines: lines.map((line) => ({ at, ...line })) })
  }

  finish = () =>
    this.report({
      type: 'finished',
      outcome: 'success',
      snapshotId: 'ab'.repeat(32),
      filesNew: 3,
      filesChanged: 2,
      filesUnmodified: 1,
      bytesProcessed: 1_000,
      bytesAdded: 500,
      durationSeconds: 1.5,
      storedBytes: 12_345_678,
      error: null,
    })

  /** One poll, with what came of earlier commands; answers what the portal asks. */
  async poll(results: PollRequest['results'] = []): Promise<PollResponse['commands']> {
    const answer = await this.send('poll', { configVersion: 0, configError: null, results })
    return pollResponseSchema.parse(await answer.json()).commands
  }

  private async report(event: ReportEvent): Promise<void> {
    await this.send('reports', { reports: [{ backupId: this.backupId, seq: this.seq++, at: new Date().toISOString(), event }] })
  }

  private async send(door: 'reports' | 'poll', body: object): Promise<Response> {
    const response = await fetch(`http://localhost:${process.env.PORT}/api/agent/v1/${door}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`the portal answered ${response.status}: ${await response.text()}`)
    return response
  }
}

function uuidv7(): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
