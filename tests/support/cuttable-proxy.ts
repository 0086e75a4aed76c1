import { connect, createServer, type Server, type Socket } from 'node:net'

/** A TCP proxy between the portal and a service that a test can cut and mend, as a network or a crash would. */
export async function cuttableProxy(targetPort: number): Promise<{ port: number; cut: () => Promise<void>; mend: () => Promise<void> }> {
  const sockets = new Set<Socket>()
  let server: Server
  let port = 0

  function listen(): Promise<void> {
    server = createServer((client) => {
      const target = connect(targetPort, '127.0.0.1')
      for (const [from, to] of [
        [client, target],
        [target, client],
      ] as const) {
        sockets.add(from)
        from.pipe(to)
        from.on('error', () => to.destroy()).on('close', () => sockets.delete(from) && to.destroy())
      }
    })
    return new Promise((resolve) =>
      server.listen(port, '127.0.0.1', () => {
        const address = server.address()
        port = address && typeof address === 'object' ? address.port : 0
        resolve()
      }),
    )
  }

  await listen()
  return {
    port,
    async cut() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
    mend: listen,
  }
}
