const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Control characters and marks that turn the direction of what follows: nothing that a name has to hold. */
const HIDDEN = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu

/** A text without what could not be seen in it. */
export const plain = (text: string): string => text.replace(HIDDEN, ' ').trim()

/** A text for HTML, inside and outside of attributes. */
export const escapeHtml = (text: string): string => plain(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)

/** An address for `href`; what leads elsewhere than to a web page leads nowhere. */
export const escapeUrl = (url: string): string => (/^https?:\/\//.test(url) ? escapeHtml(url) : '#')

/** One line for a header: nothing in it can begin another one. */
export const headerLine = (text: string, max: number): string => {
  const line = [...plain(text).replace(/\s+/gu, ' ')]
  return line.length > max ? `${line.slice(0, max - 1).join('')}…` : line.join('')
}
