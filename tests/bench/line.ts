import { connect } from 'node:net'

export type Line = { post: (path: string, key: string, body: string) => Promise<number>; close: () => void }

/**
 * A connection that is kept and carries one request at a time; `post` answers the status. It knows only what the front door answers with
 * (a status, a content-length), since the client shares the machine's cores with what is measured, and node:http's costs as much as the door's.
 */
export async function openLine(port: number): Promise<Line> {
  const socket = connect(port, '127.0.0.1')
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  socket.setNoDelay(true)
  let received = ''
  let answer: { resolve: (status: number) => void; reject: (error: Error) => void } | undefined
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    received += chunk
    const head = received.indexOf('\r\n\r\n')
    const length = /content-length: (\d+)/i.exec(received)?.[1]
    if (head < 0 || received.length < head + 4 + Number(length ?? 0)) return
    const status = Number(received.slice(9, 12))
    received = ''
    answer?.resolve(status)
  })
  socket.on('close', () => answer?.reject(new Error('the front door closed the line')))
  return {
    post: (path, key, body) =>
      new Promise((resolve, reject) => {
        answer = { resolve, reject }
        const head = `POST ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\n`
        socket.write(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
      }),
    close: () => socket.destroy(),
  }
}
