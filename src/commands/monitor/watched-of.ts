import { resolve } from 'node:path'
import type { Tick, World } from '../../core/index.ts'
import {
  openSources,
  type Recording,
  readRecording,
  replayTicks,
  type SourceWish,
  startTicker,
  type Watched,
} from '../../monitor/index.ts'
import { fingerprintMachine, nameOf } from '../../probes/index.ts'
import type { Context } from '../command.ts'
import type { MonitorInput } from './contradictions.ts'

/** What is watched: it hands on tick after tick. */
export interface WatchedMachine {
  machine: Watched
  /** Ends when the time is up, at the end of a recording, at an interruption, or when `quit` is aborted. */
  run(onTick: (tick: Tick) => void, quit: AbortSignal): Promise<void>
  /** What its sources said beside their figures. */
  warnings(): string[]
  /** Lets go of what was opened, also where it never ran. */
  close(): Promise<void>
}

/** Opens what the options name. Throws OperatorError: exit 2 where it is not there, exit 3 where it cannot be watched. */
export async function watchedOf(input: MonitorInput, context: Context): Promise<WatchedMachine> {
  return input.replay === undefined
    ? liveMachine(input, context)
    : recordedMachine(input.replay, input, context)
}

async function liveMachine(input: MonitorInput, context: Context): Promise<WatchedMachine> {
  const { world } = context
  const intervalSeconds = input.interval ?? 1
  const sources = await openSources(world, wishesOf(input))
  const warnings = new Set<string>()
  let isTicking = false
  const remote = remoteOf(input)
  const local = remote === null ? fingerprintMachine(world) : null
  if (local !== null) context.measuredOn(local)
  return {
    machine: {
      name: remote === null ? hostName(world) : nameOf(remote),
      cores: local?.effectiveCores ?? null,
      memoryBytes: local?.memoryBytes ?? null,
      intervalSeconds,
    },
    async run(onTick, quit) {
      isTicking = true
      const ticker = startTicker({
        intervalMs: intervalSeconds * 1000,
        sources,
        clock: world.clock,
        onTick,
        onWarning: (sentence) => warnings.add(sentence),
      })
      await timeUp(input.duration ?? null, world, quit)
      await ticker.stop()
    },
    warnings: () => [...warnings],
    async close() {
      // The ticker closes them, once it was there.
      if (!isTicking) await Promise.all(sources.map((source) => source.close()))
    },
  }
}

function recordedMachine(path: string, input: MonitorInput, { world }: Context): WatchedMachine {
  const recording: Recording = readRecording(world.files, resolve(world.directory, path))
  const { machine, intervalSeconds, samples } = recording
  return {
    machine: {
      name: path,
      cores: machine?.effectiveCores ?? null,
      memoryBytes: machine?.memoryBytes ?? null,
      intervalSeconds: intervalSeconds ?? 1,
    },
    async run(onTick, quit) {
      const ended = AbortSignal.any([world.interrupted, quit])
      await replayTicks(
        samples(),
        { speed: input.speed ?? 1, name: path, onTick },
        { clock: world.clock, sleep: (ms) => timeUp(ms / 1000, world, quit), interrupted: ended },
      )
    },
    warnings: () => [],
    close: () => Promise.resolve(),
  }
}

function remoteOf({ host, via }: MonitorInput) {
  if (host !== undefined) return { kind: 'ssh' as const, host }
  return via === undefined ? null : { kind: 'via' as const, command: via }
}

function wishesOf(input: MonitorInput): SourceWish[] {
  const target = remoteOf(input)
  return [
    target === null ? { kind: 'host' } : { kind: 'machine', target },
    ...(input.pid ?? []).map((pid): SourceWish => ({ kind: 'process', pid })),
    ...(input.name ?? []).map((name): SourceWish => ({ kind: 'process', name })),
    ...(input.url ?? []).map((url): SourceWish => ({ kind: 'url', url })),
    ...(input.scrape ?? []).map((url): SourceWish => ({ kind: 'scrape', url })),
    ...(input.node ?? []).map((pid): SourceWish => ({ kind: 'node', pid, mayAttach: input.attach === true })),
    { kind: 'self' },
  ]
}

function hostName({ files }: World): string {
  const name = files.kernelText('/proc/sys/kernel/hostname')
  return name.ok ? name.value.trim() : 'this machine'
}

/** Waits until then, an interruption or `quit`. */
function timeUp(seconds: number | null, { interrupted }: World, quit: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const ended = AbortSignal.any([interrupted, quit])
    const timer = seconds === null ? undefined : setTimeout(done, seconds * 1000)
    const end = (): void => {
      clearTimeout(timer)
      done()
    }
    if (ended.aborted) end()
    else ended.addEventListener('abort', end, { once: true })
  })
}
