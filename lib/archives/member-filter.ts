import { isPlainName } from '@/lib/listings/node'
import { isAbove } from '@/lib/listings/writer'
import type { Member } from './tar-reader'

/**
 * Which members of a dump go into the archive. A hijacked client can store anything: what lies outside the folder that was asked for,
 * has a name that leads elsewhere, or lies under a link that came before it, is refused, so that whoever unpacks it is safe.
 */
export class MemberFilter {
  readonly #links = new Set<string>()
  refused = 0

  /** The member's path in the backup, or null. */
  admit(member: Member, folder: string, only: readonly string[] | null): string | null {
    const names = member.name.split('/')
    const path = `/${member.name}`
    if (!names.every(isPlainName) || !isAbove(folder, path) || names.some((_, at) => this.#links.has(prefix(names, at)))) {
      this.refused += 1
      return null
    }
    if (only && !only.some((wanted) => isAbove(wanted, path))) return null
    if (member.kind === 'link') this.#links.add(path)
    return path
  }
}

const prefix = (names: string[], length: number): string => `/${names.slice(0, length).join('/')}`
