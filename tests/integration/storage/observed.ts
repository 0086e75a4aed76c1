import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The name that restic gives a file of this content. */
export const nameOf = (data: Buffer) => createHash('sha256').update(data).digest('hex')

/** How many connections to a port of the loopback are established, seen from its side. */
export function openConnections(port: number): number {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .filter((line) => new RegExp(`^\\s*\\d+: 0100007F:${hex} \\S+ 01 `).test(line)).length
}

/** What a repository takes, its locks apart. */
export function bytesOnDisk(repository: string): number {
  return readdirSync(repository, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && !file.parentPath.endsWith('locks'))
    .reduce((sum, file) => sum + readFileSync(join(file.parentPath, file.name)).length, 0)
}
