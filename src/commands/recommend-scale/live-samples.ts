import type { Sample } from '../../core/index.ts'
import { openSources, type Recording, type SourceWish, startTicker } from '../../monitor/index.ts'
import { fingerprintMachine } from '../../probes/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { Context } from '../command.ts'
import type { RecommendInput } from './options.ts'

/** What was watched of this host, and the options that read it. */
export interface LiveSamples {
  recording: Recording
  input: RecommendInput
}

/**
 * Watches this host, or a process of it, for so long or until an interruption. Without a process what the host has stands for what it requests.
 * Throws OperatorError: exit 2 where the process is not there, exit 3 where it cannot be watched.
 */
export async function liveSamples(
  seconds: number,
  input: RecommendInput,
  context: Context,
): Promise<LiveSamples> {
  const { world, progress } = context
  const machine = fingerprintMachine(world)
  context.measuredOn(machine)
  const intervalSeconds = intervalFor(seconds)
  const samples: Sample[] = []
  const sources = await openSources(world, wishesOf(input))
  const startMs = world.clock.monotonicMs()
  const ticker = startTicker({
    intervalMs: intervalSeconds * 1000,
    sources,
    clock: world.clock,
    onTick: ({ epochMs, values }) => {
      samples.push({ at: epochMs, v: { ...values } })
      const left = seconds - (world.clock.monotonicMs() - startMs) / 1000
      progress(`Watching for ${formatQuantity(Math.max(0, Math.ceil(left)), 'seconds')} more`)
    },
    onWarning: () => {},
  })
  await world.sleep(seconds * 1000)
  await ticker.stop()
  const isProcess = input.pid !== undefined || input.process !== undefined
  const { effectiveCores, memoryBytes } = machine
  return {
    recording: { intervalSeconds, machine, samples: () => samples },
    input: {
      ...input,
      ...(isProcess ? { cpu: input.cpu ?? 'process.cpu', memory: input.memory ?? 'process.memory' } : {}),
      ...(isProcess || input.request !== undefined
        ? {}
        : { request: { cpuMilli: Math.round(effectiveCores * 1000), memoryBytes } }),
    },
  }
}

/** Short looks see bursts; long ones need fewer. */
function intervalFor(seconds: number): number {
  if (seconds <= 600) return 1
  return seconds <= 3600 ? 5 : 15
}

function wishesOf({ pid, process }: RecommendInput): SourceWish[] {
  return [
    { kind: 'host' },
    ...(pid === undefined ? [] : [{ kind: 'process' as const, pid }]),
    ...(process === undefined ? [] : [{ kind: 'process' as const, name: process }]),
  ]
}
