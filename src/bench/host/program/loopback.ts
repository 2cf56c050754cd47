import { once } from 'node:events'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort, Worker } from 'node:worker_threads'
import type { HostOrder, ThreadOrder } from '../orders.ts'

type LoopbackOrder = Extract<HostOrder, { part: 'loopback' }>

/** Requests a second that a server in a thread of its own answers over so many kept connections. */
export async function measureLoopback(
  { seconds, warmUpSeconds, connections }: LoopbackOrder,
  program: string,
): Promise<Record<string, number>> {
  const order: ThreadOrder = { part: 'server' }
  const server = new Worker(program, { workerData: order })
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  try {
    const [port] = (await once(server, 'message')) as [number]
    await answeredWithin(agent, port, connections, warmUpSeconds)
    const { answered, elapsedSeconds } = await answeredWithin(agent, port, connections, seconds)
    return { rate: answered / elapsedSeconds }
  } finally {
    agent.destroy()
    await server.terminate()
  }
}

/** The part of the server's thread: says its port, and answers until it is ended. */
export function serveLoopback(): void {
  const server = createServer((_, response) => response.end('ok'))
  server.listen(0, '127.0.0.1', () => {
    parentPort?.postMessage((server.address() as AddressInfo).port, [])
  })
}

async function answeredWithin(
  agent: Agent,
  port: number,
  connections: number,
  seconds: number,
): Promise<{ answered: number; elapsedSeconds: number }> {
  const from = performance.now()
  const untilMs = from + seconds * 1000
  let answered = 0
  const ask = async (): Promise<void> => {
    do {
      await answer(agent, port)
      answered++
    } while (performance.now() < untilMs)
  }
  await Promise.all(Array.from({ length: connections }, ask))
  return { answered, elapsedSeconds: (performance.now() - from) / 1000 }
}

function answer(agent: Agent, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request({ agent, host: '127.0.0.1', port }, (response) => {
      response.resume()
      response.once('end', resolve)
    })
    asked.once('error', reject)
    asked.end()
  })
}
