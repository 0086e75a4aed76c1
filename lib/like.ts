/** LIKE patterns, of what contains a text or begins with it; what LIKE takes for a sign of its own stands for itself. */
export const containing = (text: string): string => `%${literal(text)}%`
export const beginning = (text: string): string => `${literal(text)}%`

const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
