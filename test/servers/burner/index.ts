import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { endChild } from '../end-child.ts'

/** A server that burns so much CPU time for each request, and counts by itself what it has spent. */
export interface Burner {
  url: string
  pid: number
  process: ChildProcess
  /** CPU-seconds since it began, by its own count. */
  spentSeconds(): Promise<number>
  stop(): Promise<void>
}

/** Starts one on a free port. */
export async function startBurner(microsARequest: number): Promise<Burner> {
  const child = fork(new URL('program.mjs', import.meta.url).pathname, [String(microsARequest)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const abandon = (): void => {
    child.kill('SIGKILL')
  }
  process.once('exit', abandon)
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    pid: child.pid ?? 0,
    process: child,
    async spentSeconds() {
      const page = await (await fetch(`${url}/metrics`)).text()
      return Number(/^process_cpu_seconds_total (.*)$/m.exec(page)?.[1])
    },
    async stop() {
      process.off('exit', abandon)
      await endChild(child)
    },
  }
}
