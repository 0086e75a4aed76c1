import { createSocket } from 'node:dgram'

/** What a name answers: texts (each may come in pieces), or how the question fails. */
type Answer = (string | string[])[] | 'servfail' | 'silence'
export type DnsServer = { address: string; asked: string[]; set: (name: string, answer: Answer) => void; close: () => Promise<void> }

const CODES = { nothing: 3, servfail: 2 }
const TXT = 16

/** A name server on a port of this machine, by default a free one, that knows TXT records alone; other names do not exist (RFC 1035). */
export async function startDnsServer(port = 0): Promise<DnsServer> {
  const records = new Map<string, Answer>()
  const asked: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (question, from) => {
    const name = readName(question)
    asked.push(name)
    const answer = records.get(name.toLowerCase())
    if (answer !== 'silence') socket.send(reply(question, answer), from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(port, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    set: (name, answer) => void records.set(name, answer),
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  }
}

function readName(question: Buffer): string {
  const labels: string[] = []
  for (let at = 12; question[at]; at += (question[at] ?? 0) + 1)
    labels.push(question.toString('latin1', at + 1, at + 1 + (question[at] ?? 0)))
  return labels.join('.')
}

function reply(question: Buffer, answer: Exclude<Answer, 'silence'> | undefined): Buffer {
  const texts = Array.isArray(answer) ? answer : []
  const code = answer === 'servfail' ? CODES.servfail : answer === undefined ? CODES.nothing : 0
  const end = question.indexOf(0, 12) + 5
  const header = Buffer.from(question.subarray(0, 12))
  header.writeUInt16BE(0x8180 | code, 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(texts.length, 6)
  header.writeUInt32BE(0, 8)
  return Buffer.concat([header, question.subarray(12, end), ...texts.map((text) => record(typeof text === 'string' ? [text] : text))])
}

function record(pieces: string[]): Buffer {
  const data = Buffer.concat(pieces.map((piece) => Buffer.concat([Buffer.from([Buffer.byteLength(piece)]), Buffer.from(piece)])))
  const head = Buffer.alloc(12)
  head.writeUInt16BE(0xc00c, 0)
  head.writeUInt16BE(TXT, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}
