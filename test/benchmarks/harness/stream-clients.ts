import { once } from 'node:events'
import { WebSocket } from 'ws'

/**
 * So many clients of a monitor's stream for so many seconds: URL COUNT SECONDS. Prints what became of its ticks as JSON: how long each
 * took from the moment that it is of, in milliseconds, and how many were lost on the way.
 */
const [url = '', count = '1', seconds = '10'] = process.argv.slice(2)
const delays: number[] = []
let lost = 0
let received = 0

const clients = await Promise.all(Array.from({ length: Number(count) }, connect))
await new Promise((done) => setTimeout(done, Number(seconds) * 1000))
for (const client of clients) client.terminate()
delays.sort((a, b) => a - b)
const at = (q: number): number | null =>
  delays[Math.min(delays.length - 1, Math.floor(q * delays.length))] ?? null
const { user, system } = process.cpuUsage()
console.log(
  JSON.stringify({
    clients: clients.length,
    received,
    lost,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1),
    ownCpuSeconds: (user + system) / 1e6,
  }),
)

async function connect(): Promise<WebSocket> {
  const client = new WebSocket(url, { perMessageDeflate: false })
  let last: number | null = null
  client.on('message', (bytes: Buffer) => {
    const now = Date.now()
    const message = JSON.parse(bytes.toString()) as { type: string; timestamp: number; skipped: number }
    if (message.type !== 'tick') return
    received++
    lost += message.skipped
    // A tick that is not one second after the one before was lost in between.
    if (last !== null && message.skipped === 0) lost += Math.max(0, Math.round(message.timestamp - last) - 1)
    // The first one is what the server had when the client came, however old.
    if (last !== null) delays.push(now - message.timestamp * 1000)
    last = message.timestamp
  })
  await once(client, 'open')
  return client
}
