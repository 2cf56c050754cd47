import type { LoopTally } from './measured-loops.ts'
import { mergeTallies } from './merge-tallies.ts'
import type { RoundAnswer, RoundRequest, WorkerMessage, WorkerPhase, WorkerRequest } from './messages.ts'
import { monotonicMeters } from './work.ts'
import { startProcess, startThread, type WorkerHandle } from './worker-handle.ts'

/** From the order to the start: time for it to reach everybody. */
const leadMs = 30
/** From the start to the first barrier: by then all loops are in full swing; and as long after the second. */
const rampMs = 100

/**
 * One round: starts the workers, waits until all are warm, gives all of them the same two barriers, and adds up what they did
 * between them. The first worker that fails, or is not done in time, ends the round. No worker outlives it.
 */
export async function keepWorkers(program: string, request: RoundRequest): Promise<RoundAnswer> {
  const { kind, concurrency, warmUpSeconds, file, name } = request
  const isLoop = kind === 'event-loop'
  const asked: WorkerRequest = { file, name, warmUpSeconds, concurrency: isLoop ? concurrency : 1 }
  const start = kind === 'threads' ? startThread : startProcess
  const handles: WorkerHandle[] = []
  try {
    return await new Promise<RoundAnswer>((resolve) => {
      const crew = newCrew(isLoop ? 1 : concurrency, request, resolve, (order) => {
        for (const handle of handles) handle.send(order)
      })
      setTimeout(crew.timeUp, request.timeoutSeconds * 1000)
      for (let index = 0; index < crew.size; index++) {
        const message = (one: WorkerMessage): void => crew.message(index, one)
        handles.push(start(program, asked, { message, ended: (how) => crew.ended(index, how) }))
      }
    })
  } finally {
    await Promise.all(handles.map((handle) => handle.stop()))
  }
}

/** The workers of one round, how far they are, and what follows from it. */
function newCrew(
  size: number,
  { kind, seconds }: Pick<RoundRequest, 'kind' | 'seconds'>,
  settle: (answer: RoundAnswer) => void,
  send: WorkerHandle['send'],
) {
  const phases: WorkerPhase[] = Array.from({ length: size }, () => 'starting')
  const tallies = new Map<number, LoopTally>()
  let isUnderWay = false
  const fail = (index: number, how: string): void =>
    settle({ kind: 'failed', worker: index + 1, phase: phases[index] ?? 'starting', how })
  const giveOrder = (): void => {
    isUnderWay = true
    const startMs = monotonicMeters().nowMs() + leadMs
    const fromMs = startMs + rampMs
    const toMs = fromMs + seconds * 1000
    send({ startMs, fromMs, toMs, untilMs: toMs + rampMs })
  }
  return {
    size,
    message(index: number, message: WorkerMessage): void {
      if (message.kind === 'failed') fail(index, `failed: ${message.message}`)
      if (message.kind === 'phase') phases[index] = message.phase
      if (message.kind === 'done') tallies.set(index, message.tally)
      if (!isUnderWay && phases.every((phase) => phase === 'waiting')) giveOrder()
      if (tallies.size === size)
        settle({ kind: 'measured', measured: mergeTallies(kind, [...tallies.values()], seconds) })
    },
    ended(index: number, how: string): void {
      if (!tallies.has(index)) fail(index, how)
    },
    timeUp(): void {
      const isLate = (phase: WorkerPhase, index: number): boolean =>
        isUnderWay ? !tallies.has(index) : phase !== 'waiting'
      fail(phases.findIndex(isLate), 'was not done in time')
    },
  }
}
