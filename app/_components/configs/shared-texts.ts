import { parseAgentConfig } from '@/lib/agent-protocol/config'
import type { Shared } from './many-fields'

/** The folders or patterns that the files of some machines name, and how many name each; the most common first. */
export function sharedTexts(files: { body: string }[], key: 'paths' | 'excludes'): Shared[] {
  const counts = new Map<string, number>()
  for (const { body } of files) {
    const parsed = parseAgentConfig(body)
    for (const text of parsed.ok ? new Set(parsed.config[key]) : []) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts].map(([text, machines]) => ({ text, machines })).sort((a, b) => b.machines - a.machines || a.text.localeCompare(b.text))
}
