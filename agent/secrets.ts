/** What must never reach a log, a report or a message: the identification key and the repository's password. */
export class Secrets {
  readonly #values = new Set<string>()

  add(...values: string[]): void {
    for (const value of values) {
      if (value.length < 4) continue
      this.#values.add(value)
      this.#values.add(encodeURIComponent(value))
    }
  }

  redact(text: string): string {
    let clean = text
    for (const value of this.#values) clean = clean.replaceAll(value, '***')
    return clean
  }
}
