import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RunningServer } from './program.ts'

/** The one process that starts servers for all who run tests. */
export interface Starter {
  /** `POST URL/NAME` answers with the coordinates of that server as JSON, starting it if it is the first time. */
  url: string
  /** Stops every server that was started. */
  close(): Promise<void>
}

/** Lets the processes that run tests share servers: each is started once, by the process that outlives them all. */
export async function openStarter(
  servers: Record<string, { start(): Promise<RunningServer> }>,
): Promise<Starter> {
  const started = new Map<string, Promise<RunningServer>>()
  const http = createServer((request, response) => {
    const name = (request.url ?? '').slice(1)
    const server = servers[name]
    if (server === undefined) {
      response.writeHead(404).end(`There is no server ${name}.`)
      return
    }
    const running = started.get(name) ?? server.start()
    started.set(name, running)
    running.then(
      ({ stop: _, ...coordinates }) => response.end(JSON.stringify(coordinates)),
      (error) => response.writeHead(500).end(String(error)),
    )
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const address = http.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const close = async () => {
    http.closeAllConnections()
    http.close()
    const all = await Promise.allSettled(started.values())
    await Promise.all(all.map((one) => (one.status === 'fulfilled' ? one.value.stop() : undefined)))
  }
  return { url: `http://127.0.0.1:${port}`, close }
}
