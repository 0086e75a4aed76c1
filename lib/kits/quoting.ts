/** A text as one word of a POSIX shell, whatever is in it. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** A text as a value in a systemd unit: there `%` begins a specifier, and a backslash before the line's end would join the next line. */
export const systemdText = (text: string): string => text.replaceAll('%', '%%').replace(/\\+$/, '')

/** A text between the tags of an XML file; what XML 1.0 cannot hold at all is left out. */
export const xmlText = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '').replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** A text within Markdown, where it shall be nothing but text. */
export const markdownText = (text: string): string => text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&')
