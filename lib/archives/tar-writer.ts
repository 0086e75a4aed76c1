import type { Placed } from './archive'
import { checksum, padding, TAR_BLOCK } from './tar-reader'

const MAX_USTAR_NAME = 100

/** A tar of members whose headers were read from another: what stands in them stays, but for the name. */
export async function* writeTar(members: AsyncIterable<Placed>): AsyncGenerator<Buffer> {
  for await (const { name: bare, member } of members) {
    const name = member.kind === 'folder' ? Buffer.concat([bare, Buffer.from('/')]) : bare
    const pax = new Map(member.pax)
    pax.delete('path')
    if (name.length > MAX_USTAR_NAME || name.some((byte) => byte > 126)) pax.set('path', name)
    if (pax.size > 0) yield recordsOf(pax)
    yield renamed(member.header, name.subarray(0, MAX_USTAR_NAME))
    let bytes = 0
    for await (const piece of member.content) {
      bytes += piece.length
      yield piece
    }
    if (padding(bytes) > 0) yield Buffer.alloc(padding(bytes))
  }
  yield Buffer.alloc(2 * TAR_BLOCK)
}

function renamed(header: Buffer, name: Buffer): Buffer {
  const copy = Buffer.from(header)
  copy.fill(0, 0, 100)
  copy.fill(0, 345, 500)
  name.copy(copy)
  return summed(copy)
}

function recordsOf(pax: Map<string, Buffer>): Buffer {
  const records = Buffer.concat([...pax].map(([key, value]) => record(key, value)))
  const header = Buffer.alloc(TAR_BLOCK)
  header.write('PaxHeaders/record', 0, 'latin1')
  header.write('0000644\x000000000\x000000000\0', 100, 'latin1')
  header.write(`${records.length.toString(8).padStart(11, '0')}\x0000000000000\0`, 124, 'latin1')
  header.write('x', 156, 'latin1')
  header.write('ustar\x0000', 257, 'latin1')
  return Buffer.concat([summed(header), records, Buffer.alloc(padding(records.length))])
}

/** `length key=value\n`, where the length counts its own digits. */
function record(key: string, value: Buffer): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), value, Buffer.from('\n')])
  let length = rest.length + String(rest.length).length
  if (String(length).length > String(rest.length).length) length += 1
  return Buffer.concat([Buffer.from(String(length)), rest])
}

function summed(header: Buffer): Buffer {
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return header
}
