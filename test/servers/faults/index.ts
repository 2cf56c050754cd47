import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { endChild } from '../end-child.ts'

/** What a server with a fault counted. */
export interface FaultLog {
  /** That came whole. */
  requests: number
  connections: number
}

/** A server in its own process that does one thing wrong. */
export interface FaultServer {
  port: number
  process: ChildProcess
  log(): Promise<FaultLog>
  stop(): Promise<void>
}

/** Starts the server with the fault `name` of program.mjs, on a free port or on `port`. */
export async function startFault(name: string, port = 0): Promise<FaultServer> {
  const program = new URL('program.mjs', import.meta.url).pathname
  const child = spawn(process.execPath, [program, name, String(port)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [ready] = (await once(child, 'message')) as [{ port: number }]
  return {
    port: ready.port,
    process: child,
    async log() {
      const told = once(child, 'message')
      child.send('log')
      const [log] = (await told) as [FaultLog]
      return log
    },
    async stop() {
      await endChild(child)
    },
  }
}
