// On Unix a name is bytes, which need not be UTF-8. Here such a path is a string with one character for each byte.

export const bytePath = (path: string): string => Buffer.from(path).toString('latin1')
/** What the file system takes. */
export const raw = (path: string): Buffer => Buffer.from(path, 'latin1')
export const readable = (path: string): string => raw(path).toString()

/** Whether a name of bytes is one that a listing, which replaces each byte that is no UTF-8, shows like this. */
export function readsLike(name: string, shown: string): boolean {
  const parts = shown.split('\ufffd').map((part) => bytePath(part).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[\\x80-\\xff]')}$`, 's').test(name)
}
