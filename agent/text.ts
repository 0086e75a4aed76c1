// biome-ignore lint/suspicious/noControlCharactersInRegex: file names may hold them, logs must not
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** One line that the portal takes: no control characters, no half characters, at most `max` UTF-16 units. */
export function cleanLine(value: string, max: number): string {
  const line = value.replace(CONTROL, ' ').trim()
  const cut = line.length > max ? `${line.slice(0, max - 1)}…` : line
  return cut.replace(LONE_SURROGATE, '\ufffd')
}

/** A JSON line as an object, null when it is none. */
export function parseObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
