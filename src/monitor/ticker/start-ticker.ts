import type { Clock, Tick } from '../../core/index.ts'
import type { Source } from '../sources/index.ts'
import { assembleTick } from './assemble-tick.ts'
import { handOverShare, nextDue, turnAt } from './ring.ts'
import { type TickerClock, withTimers } from './ticker-clock.ts'
import { type WatchedSource, watchedSource } from './watched-source.ts'

/** What is looked at, how often, and who is told. */
export interface TickerOptions {
  /** From one tick to the next, 100 or more. */
  intervalMs: number
  sources: readonly Source[]
  /** Timers of its own are for tests; without them those of this process ring. */
  clock: Clock | TickerClock
  onTick(tick: Tick): void
  /** Told what an operator should know, each sentence once. */
  onWarning?(sentence: string): void
  /** Stops it. */
  signal?: AbortSignal
}

/** Sources that are looked at again and again. */
export interface Ticker {
  /** Takes no more ticks and closes all sources. Each call gives the same. */
  stop(): Promise<void>
  /** Resolves once it was stopped, by whom it may be. */
  readonly stopped: Promise<void>
}

/** A tick that waits for its answers. */
interface OpenTick {
  number: number
  dueMs: number
  cancel(): void
}

/**
 * Looks at all sources at each whole interval of the wall clock, all at once. A tick is handed on as soon as all have told, at the latest
 * after 80 % of its interval; what has not told by then does not keep the others. A tick that cannot begin in time is skipped and counted.
 */
export function startTicker(options: TickerOptions): Ticker {
  const { intervalMs, onTick, onWarning, signal } = options
  const clock = 'after' in options.clock ? options.clock : withTimers(options.clock)
  const watched = options.sources.map(watchedSource)
  const warned = new Set<string>()
  let skipped = 0
  // Counted on, whatever the wall clock is set to.
  let number = 0
  let open: OpenTick | null = null
  let isAsking = false
  let cancelBell = (): void => {}
  let stopping: Promise<void> | null = null
  let onStopped = (): void => {}
  const stopped = new Promise<void>((resolve) => {
    onStopped = resolve
  })

  function setBell(dueMs: number): void {
    // A wall clock that was set back must not silence it.
    const waitMs = Math.min(dueMs - clock.epochMs(), intervalMs)
    const setMs = clock.monotonicMs() + waitMs
    cancelBell = clock.after(waitMs, () => ring(dueMs, clock.monotonicMs() - setMs))
  }

  function ring(dueMs: number, lateMs: number): void {
    // One that is still open was overtaken: it has what has been told.
    if (open !== null) handOver(open)
    if (stopping !== null) return
    const turn = turnAt({ dueMs, nowMs: clock.epochMs(), lateMs, intervalMs })
    skipped += turn.skipped
    number += turn.skipped
    if (turn.tickMs !== null) begin(turn.tickMs, Math.max(0, lateMs))
    if (stopping === null) setBell(turn.nextMs)
  }

  function begin(dueMs: number, lateMs: number): void {
    number += 1
    const withinMs = Math.max(0, dueMs + intervalMs * handOverShare - clock.epochMs())
    const tick: OpenTick = { number, dueMs, cancel: () => {} }
    open = tick
    const at = { epochMs: dueMs, intervalMs, withinMs, lateSeconds: lateMs / 1000, skipped }
    isAsking = true
    for (const source of watched) source.begin(number, at, onTold)
    isAsking = false
    if (!isWaiting(watched)) handOver(tick)
    else tick.cancel = clock.after(withinMs, () => handOver(tick))
  }

  /** Also what was asked for in the tick before, and is told in this one. */
  function onTold(): void {
    if (!isAsking && open !== null && !isWaiting(watched)) handOver(open)
  }

  function handOver(tick: OpenTick): void {
    if (open !== tick) return
    open = null
    tick.cancel()
    const handed = watched.map((source) => source.handOver(tick.number, { epochMs: tick.dueMs, intervalMs }))
    for (const { look } of handed) for (const sentence of look?.warnings ?? []) warn(sentence)
    onTick(assembleTick(tick.dueMs, handed))
  }

  function warn(sentence: string): void {
    if (warned.has(sentence)) return
    warned.add(sentence)
    onWarning?.(sentence)
  }

  function stop(): Promise<void> {
    stopping ??= closeAll()
    return stopping
  }

  async function closeAll(): Promise<void> {
    cancelBell()
    open?.cancel()
    open = null
    signal?.removeEventListener('abort', stop)
    await Promise.all(watched.map((source) => source.close()))
    onStopped()
  }

  if (signal?.aborted === true) void stop()
  else {
    signal?.addEventListener('abort', stop, { once: true })
    setBell(nextDue(clock.epochMs(), intervalMs))
  }
  return { stop, stopped }
}

function isWaiting(watched: readonly WatchedSource[]): boolean {
  return watched.some(({ isLooking }) => isLooking)
}
