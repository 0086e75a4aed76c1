import { z } from 'zod'
import { type AgentConfig, parseAgentConfig } from '@/lib/agent-protocol/config'
import { readIfThere, writeWhole } from './files'

const keptSchema = z.object({
  version: z.int().nonnegative(),
  body: z.string(),
  since: z.iso.datetime(),
  refused: z.object({ version: z.int(), error: z.string() }).nullable(),
})

type Kept = z.infer<typeof keptSchema>
export type Offer = { version: number; body: string }
/** `none`: the portal has no configuration for this machine yet. */
export type Judged = 'same' | 'none' | 'accepted' | 'refused'

/** The configuration in force, kept on disk. One that cannot be read is refused and changes nothing. */
export class ConfigStore {
  #kept: Kept
  readonly #path: string

  constructor(path: string) {
    this.#path = path
    this.#kept = read(path)
  }

  get version(): number {
    return this.#kept.version
  }

  /** When the configuration in force came into force. */
  get since(): Date {
    return new Date(this.#kept.since)
  }

  get refused(): Kept['refused'] {
    return this.#kept.refused
  }

  /** The configuration in force, null before the first. */
  current(): AgentConfig | null {
    if (this.#kept.version === 0) return null
    const parsed = parseAgentConfig(this.#kept.body)
    return parsed.ok ? parsed.config : null
  }

  /** Takes what the portal offers into force, or refuses it and remembers why. */
  offer({ version, body }: Offer, now: Date = new Date()): Judged {
    if (version === 0) return 'none'
    if (version === this.#kept.version && body === this.#kept.body) return this.#keep({ ...this.#kept, refused: null }, 'same')
    if (version === this.#kept.refused?.version && !parseAgentConfig(body).ok) return 'same'
    const parsed = parseAgentConfig(body)
    if (!parsed.ok) return this.#keep({ ...this.#kept, refused: { version, error: parsed.error } }, 'refused')
    return this.#keep({ version, body, since: now.toISOString(), refused: null }, 'accepted')
  }

  #keep(kept: Kept, judged: Judged): Judged {
    if (JSON.stringify(kept) === JSON.stringify(this.#kept)) return judged
    this.#kept = kept
    writeWhole(this.#path, `${JSON.stringify(kept)}\n`)
    return judged
  }
}

function read(path: string): Kept {
  const none: Kept = { version: 0, body: '', since: new Date().toISOString(), refused: null }
  const text = readIfThere(path)
  if (text === null) return none
  try {
    return keptSchema.parse(JSON.parse(text))
  } catch {
    // Damaged: with version 0 the portal sends it again.
    return none
  }
}
