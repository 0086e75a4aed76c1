import { isPlainName } from '@/lib/listings/node'
import { isAbove } from '@/lib/listings/writer'
import type { Member } from './tar-reader'

/**
 * Which members of a dump go into the archive. A hijacked client can store anything: what lies outside the folder that was asked for,
 * has a name that leads elsewhere, or lies at or under a link that came before it, is refused, so that whoever unpacks it is safe.
 */
export class MemberFilter {
  readonly #links = new Set<string>()
  refused = 0

  /** The member's path in the backup, or null. */
  admit(member: Member, folder: string, only: readonly string[] | null): string | null {
    const names = member.name.split('/')
    const path = `/${member.name}`
    if (!names.every(isPlainName) || !isAbove(folder, path) || this.#leadsThroughLink(member, names)) {
      this.refused += 1
      return null
    }
    if (only && !only.some((wanted) => isAbove(wanted, path))) return null
    if (member.kind === 'link') this.#links.add(names.map(asUnpacked).join('/'))
    return path
  }

  /** A link in the place of another is none that is followed. */
  #leadsThroughLink({ kind }: Member, names: string[]): boolean {
    if (this.#links.size === 0) return false
    const unpacked = names.map(asUnpacked)
    const least = kind === 'link' ? 1 : 0
    return names.some((_, at) => at >= least && this.#links.has(unpacked.slice(0, names.length - at).join('/')))
  }
}

/**
 * A name that is the same for all names that some unpacker takes for one: the zip has no backslash, Windows knows neither the signs that
 * it forbids nor a dot or blank at the end, and it and macOS take no heed of case and of how an accent is written.
 */
const asUnpacked = (name: string): string =>
  name
    .replace(/[\\:*?"<>|]/g, '_')
    .replace(/[. ]+$/, '')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFC')
