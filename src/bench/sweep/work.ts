import { setTimeout as delay } from 'node:timers/promises'
import { type LoopMeters, runLoops } from './measured-loops.ts'
import type { CaseAddress, StartOrder, WorkerMessage, WorkerRequest } from './messages.ts'

/** A benchmark that is set up. */
export interface OpenCase {
  operation(): unknown
  /** Its teardown. */
  close(): Promise<void>
}

export type OpenCaseAt = (address: CaseAddress) => Promise<OpenCase>

/** The way to whoever keeps the workers. */
export interface WorkerPort {
  send(message: WorkerMessage): void
  /** The order to begin, once it comes. */
  order: Promise<StartOrder>
}

/** All that one worker does: loads its case, warms up, says so, runs between the barriers that it is told, and hands back its tally. */
export async function work(
  { concurrency, warmUpSeconds, file, name }: WorkerRequest,
  port: WorkerPort,
  openCase: OpenCaseAt,
): Promise<void> {
  const meters = monotonicMeters()
  try {
    port.send({ kind: 'phase', phase: 'loading the suite' })
    const { operation, close } = await openCase({ file, name })
    port.send({ kind: 'phase', phase: 'warming up' })
    const nowMs = meters.nowMs()
    await runLoops(operation, concurrency, { fromMs: nowMs, toMs: nowMs + warmUpSeconds * 1000 }, meters)
    port.send({ kind: 'phase', phase: 'waiting' })
    const { startMs, untilMs, ...window } = await port.order
    await delay(Math.max(0, startMs - meters.nowMs()))
    port.send({ kind: 'phase', phase: 'running' })
    const tally = await runLoops(operation, concurrency, window, meters, untilMs)
    port.send({ kind: 'phase', phase: 'ending' })
    await close()
    port.send({ kind: 'done', tally })
  } catch (error) {
    port.send({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  }
}

/** The clock that all processes and threads of a machine share; they are taken before a suite could replace them. */
export function monotonicMeters(): LoopMeters {
  const { performance } = globalThis
  const now = performance.now.bind(performance)
  const { cpuUsage, hrtime } = process
  // performance.now counts from the start of each thread, hrtime does not but is slower; both step alike.
  const offsetMs = Number(hrtime.bigint()) / 1e6 - now()
  return {
    nowMs: () => now() + offsetMs,
    cpuSeconds() {
      const { user, system } = cpuUsage()
      return (user + system) / 1e6
    },
  }
}
