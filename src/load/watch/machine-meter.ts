import { lastWords, type RemoteAnswer } from '../../clients/index.ts'
import { OperatorError, type World } from '../../core/index.ts'
import { type MachineFrame, openMachineLoop } from '../../probes/index.ts'
import { counted } from '../../report/index.ts'
import type { WatchedTarget, WatchLook } from '../../traffic/index.ts'
import { nowEpochMs } from '../transport/index.ts'
import { machineFiles, machineLookIn } from './machine-look.ts'
import type { Meter } from './meter.ts'

/** What ssh itself needs to give up, and some more. */
const firstFrameMs = 20_000
/** So long without a frame, and it fell silent. */
const silentMs = 3000

/** Each second, all that a look needs and nothing else. */
const wish = {
  intervalSeconds: 1,
  paths: machineFiles,
  cgroupFiles: [],
  seldom: null,
  processesEvery: null,
}

/** A frame, and when it came on the clock of all exchanges. */
interface Arrived extends MachineFrame {
  arrivedMs: number
}

/** Watches a whole machine over one ssh connection, which it keeps. Throws OperatorError (exit 3) where it cannot be asked. */
export async function machineMeter(world: World, host: string): Promise<Meter> {
  const frames: Arrived[] = []
  let onFirst = (): void => {}
  const first = new Promise<void>((resolve) => {
    onFirst = resolve
  })
  const loop = openMachineLoop(world, { kind: 'ssh', host }, wish, (frame) => {
    frames.push({ ...frame, arrivedMs: nowEpochMs() })
    onFirst()
  })
  let closedMs: number | null = null
  const closed = loop.ended.then((answer) => {
    closedMs = nowEpochMs()
    return answer
  })
  const patience = setTimeout(loop.close, firstFrameMs)
  await Promise.race([first, closed])
  clearTimeout(patience)
  if (frames.length === 0) throw unreachable(host, await closed)
  return {
    // It tells by itself, each second.
    look() {},
    async finish() {
      const endedMs = closedMs
      const finishedMs = nowEpochMs()
      loop.close()
      const answer = await closed
      return targetOf(
        host,
        frames,
        endOf({ answer, endedMs, finishedMs, lastMs: frames.at(-1)?.arrivedMs ?? 0 }),
      )
    },
  }
}

function unreachable(host: string, answer: RemoteAnswer): OperatorError {
  if (!answer.ok) return new OperatorError({ sentence: answer.sentence, hint: answer.hint, exitCode: 3 })
  return new OperatorError({
    sentence: `${host} answered, but told nothing of its CPUs: ${lastWords(answer.ran)}.`,
    hint: 'It needs Linux, sh, cat and sleep.',
    exitCode: 3,
  })
}

interface Closing {
  answer: RemoteAnswer
  /** When the connection ended by itself; null where it did not. */
  endedMs: number | null
  finishedMs: number
  lastMs: number
}

function endOf({ answer, endedMs, finishedMs, lastMs }: Closing): WatchedTarget['ends'] {
  if (endedMs !== null) {
    const why = answer.ok ? lastWords(answer.ran) : answer.sentence
    return [{ epochMs: endedMs, what: `the connection ended (${why})` }]
  }
  return finishedMs - lastMs > silentMs ? [{ epochMs: lastMs, what: 'it fell silent' }] : []
}

function targetOf(host: string, frames: readonly Arrived[], ends: WatchedTarget['ends']): WatchedTarget {
  // The frame that was least delayed on its way tells best how the two clocks lie to each other.
  const offsetMs = Math.min(...frames.map(({ uptimeSeconds, arrivedMs }) => arrivedMs - uptimeSeconds * 1000))
  const seen = frames.map(({ uptimeSeconds, files }) => ({
    ...machineLookIn(files),
    epochMs: uptimeSeconds * 1000 + offsetMs,
  }))
  const looks = seen.map(({ cpus: _, ...look }): WatchLook => look)
  const cpus = seen[0]?.cpus ?? null
  const hasPressure = looks.some(({ stalledSeconds }) => stalledSeconds.cpu !== null)
  return {
    name: host,
    kind: 'machine',
    what: `the whole machine ${host}${cpus === null ? '' : `, ${counted(cpus, 'CPU')}`}`,
    cores: cpus,
    coresBecause: cpus === null ? 'its /proc/stat could not be read' : `the CPUs in /proc/stat of ${host}`,
    cpuStepSeconds: 0.01 * Math.max(1, cpus ?? 1),
    pressureOf: hasPressure ? 'the whole machine' : null,
    looks,
    untold: hasPressure ? [] : [{ what: 'pressure', reason: 'its kernel counts none (psi=1 turns it on)' }],
    ends,
  }
}
