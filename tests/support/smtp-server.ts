import net, { type AddressInfo, type Socket } from 'node:net'

export type Received = { from: string; to: string; source: string }
type Reply = string | 'stall' | 'drop' | null

/** A mail server that keeps what it is given. `reply` may answer a command otherwise: a line, nothing at all, or by hanging up. */
export async function smtpServer() {
  const received: Received[] = []
  const server = { reply: (_command: string): Reply => null }
  const sockets = new Set<Socket>()

  function talk(socket: Socket): void {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    const mail = { from: '', to: '' }
    let [buffer, inData] = ['', false]
    const hear = (part: string) => {
      const wasData = inData
      const answer = server.reply(wasData ? '.' : part) ?? (wasData ? keep(mail, part) : obey(mail, part))
      inData = answer.startsWith('354')
      if (answer === 'drop') socket.destroy()
      else if (answer !== 'stall') socket.write(`${answer}\r\n`)
    }
    socket.on('data', (data) => {
      buffer += data.toString()
      for (let end = buffer.indexOf(ending(inData)); end >= 0; end = buffer.indexOf(ending(inData))) {
        const part = buffer.slice(0, end)
        buffer = buffer.slice(end + ending(inData).length)
        hear(part)
      }
    })
    socket.write('220 tests ESMTP\r\n')
  }

  function keep(mail: { from: string; to: string }, source: string): string {
    received.push({ ...mail, source })
    return '250 taken'
  }

  const listener = net.createServer(talk)
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  return Object.assign(server, {
    url: `smtp://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    received,
    stop: () =>
      new Promise<void>((resolve) => {
        listener.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  })
}

const ending = (inData: boolean): string => (inData ? '\r\n.\r\n' : '\r\n')

function obey(mail: { from: string; to: string }, command: string): string {
  const address = /<(.*)>/.exec(command)?.[1] ?? ''
  if (/^MAIL FROM/i.test(command)) mail.from = address
  if (/^RCPT TO/i.test(command)) mail.to = address
  return /^DATA/i.test(command) ? '354 go on' : /^QUIT/i.test(command) ? '221 bye' : '250 fine'
}
