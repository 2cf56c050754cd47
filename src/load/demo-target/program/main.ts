import type { AddressInfo } from 'node:net'
import type { DemoOrder, DemoReady } from '../messages.ts'
import { demoServer } from './serve.ts'

// The program of the embedded target: its order is its argument, in JSON. It says its port and lives as long as its channel.

const order = JSON.parse(process.argv[2] ?? '') as DemoOrder

// Ctrl-C at a terminal reaches it too: whoever started it ends it, when the result is complete.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})
process.once('disconnect', () => process.exit(0))

const server = demoServer(order)
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  const ready: DemoReady = { port: (server.address() as AddressInfo).port }
  process.send?.(ready)
})
