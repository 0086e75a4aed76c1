import { createSocket } from 'node:dgram'

/** What a name answers: texts (each may come in pieces), or how the question fails. */
type Answer = (string | string[])[] | 'servfail' | 'silence'
/** The addresses of a name, of one family or of both. */
type Addresses = string[]
export type DnsServer = {
  address: string
  asked: string[]
  set: (name: string, answer: Answer) => void
  /** Where a name leads; a function is asked anew each time. */
  lead: (name: string, to: Addresses | (() => Addresses)) => void
  close: () => Promise<void>
}

const CODES = { nothing: 3, servfail: 2 }
const TYPES = { a: 1, txt: 16, aaaa: 28 }

/** A name server on a port of this machine, by default a free one, that knows texts and addresses; other names do not exist (RFC 1035). */
export async function startDnsServer(port = 0): Promise<DnsServer> {
  const records = new Map<string, Answer>()
  const places = new Map<string, () => Addresses>()
  const asked: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (question, from) => {
    const name = readName(question)
    asked.push(name)
    const place = places.get(name.toLowerCase())
    const type = question.readUInt16BE(question.indexOf(0, 12) + 1)
    if (place) return socket.send(reply(question, addressesOf(type, place())), from.port, from.address)
    const answer = textsOf(records.get(name.toLowerCase()))
    if (answer !== 'silence') socket.send(reply(question, answer), from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(port, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    set: (name, answer) => void records.set(name, answer),
    lead: (name, to) => void places.set(name, typeof to === 'function' ? to : () => to),
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  }
}

function readName(question: Buffer): string {
  const labels: string[] = []
  for (let at = 12; question[at]; at += (question[at] ?? 0) + 1)
    labels.push(question.toString('latin1', at + 1, at + 1 + (question[at] ?? 0)))
  return labels.join('.')
}

type Records = Buffer[] | 'servfail' | undefined

const textsOf = (answer: Answer | undefined): Records | 'silence' =>
  Array.isArray(answer) ? answer.map((text) => record(TYPES.txt, pieces(typeof text === 'string' ? [text] : text))) : answer

const pieces = (texts: string[]) =>
  Buffer.concat(texts.map((text) => Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)])))

function addressesOf(type: number, addresses: Addresses): Records {
  const ofType = addresses.filter((address) => address.includes(':') === (type === TYPES.aaaa))
  return ofType.map((address) => record(type, address.includes(':') ? bytes6(address) : Buffer.from(address.split('.').map(Number))))
}

/** The sixteen bytes of an address as the URL standard writes it. */
function bytes6(address: string): Buffer {
  const [head = '', tail = ''] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::')
  const [before, after] = [head, tail].map((part) => part.split(':').filter(Boolean)) as [string[], string[]]
  const groups = [...before, ...Array(8 - before.length - after.length).fill('0'), ...after]
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex')
}

function reply(question: Buffer, answer: Records): Buffer {
  const found = Array.isArray(answer) ? answer : []
  const code = answer === 'servfail' ? CODES.servfail : answer === undefined ? CODES.nothing : 0
  const end = question.indexOf(0, 12) + 5
  const header = Buffer.from(question.subarray(0, 12))
  header.writeUInt16BE(0x8180 | code, 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(found.length, 6)
  header.writeUInt32BE(0, 8)
  return Buffer.concat([header, question.subarray(12, end), ...found])
}

function record(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12)
  head.writeUInt16BE(0xc00c, 0)
  head.writeUInt16BE(type, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}
