export type Part = { text: string; hit: boolean; at: number }

/** A message cut where `wanted` stands in it, whatever its case. */
export function marked(message: string, wanted: string): Part[] {
  if (!wanted) return [{ text: message, hit: false, at: 0 }]
  const pattern = new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'giu')
  const parts: Part[] = []
  let done = 0
  for (const match of message.matchAll(pattern)) {
    if (match.index > done) parts.push({ text: message.slice(done, match.index), hit: false, at: done })
    parts.push({ text: match[0], hit: true, at: match.index })
    done = match.index + match[0].length
  }
  if (done < message.length || parts.length === 0) parts.push({ text: message.slice(done), hit: false, at: done })
  return parts
}
