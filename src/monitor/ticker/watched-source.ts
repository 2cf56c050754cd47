import type { SourceState } from '../../core/index.ts'
import type { LookAt, Source, SourceLook } from '../sources/index.ts'
import { intervalsToWait } from './back-off.ts'
import { reasonIn } from './reason.ts'
import { handOverShare } from './ring.ts'

/** A source, and where it stands between one tick and the next. Ticks are numbered, those that were skipped too. */
export interface WatchedSource {
  /** An answer of it is being waited for. */
  readonly isLooking: boolean
  /** Asks it, unless it still owes an answer or has to wait because it failed. `onTold` is called when it has answered or failed. */
  begin(tick: number, at: Omit<LookAt, 'signal'>, onTold: () => void): void
  /** What it has to tell at the end of the tick. An answer is given up that was asked for before this tick. */
  handOver(tick: number, at: Pick<LookAt, 'epochMs' | 'intervalMs'>): Handed
  /** Asks no more, and closes it; never rejects. */
  close(): Promise<void>
}

/** What a source gives to a tick. */
export interface Handed {
  state: SourceState
  /** Null where it told nothing; its series of before are then in `untold`. */
  look: SourceLook | null
  untold: readonly string[]
}

interface Looking {
  tick: number
  controller: AbortController
}

/**
 * Watches over `source`: what it answers after its tick was handed on is taken into the next one, and dropped if that is over too. One
 * that fails or answers too late is asked again after 1, 2, 4 ... 30 intervals.
 */
export function watchedSource(source: Source): WatchedSource {
  let looking: Looking | null = null
  let ready: { tick: number; look: SourceLook } | null = null
  let failures = 0
  let askAgainAt = Number.NEGATIVE_INFINITY
  let staleBecause: string | null = 'it has not told anything yet'
  let toldEpochMs: number | null = null
  let keys: readonly string[] = []

  function failed(tick: number, reason: string): void {
    failures += 1
    askAgainAt = tick + intervalsToWait(failures)
    staleBecause = reason
  }

  return {
    get isLooking() {
      return looking !== null
    },
    begin(tick, at, onTold) {
      if (looking !== null || tick < askAgainAt) return
      const own: Looking = { tick, controller: new AbortController() }
      looking = own
      // What was given up may still answer, or fail: nobody listens.
      const settle = (then: () => void): void => {
        if (looking !== own) return
        looking = null
        then()
        onTold()
      }
      const told = (look: SourceLook): void =>
        settle(() => {
          ready = { tick, look }
        })
      const fails = (cause: unknown): void => settle(() => failed(tick, reasonIn(cause)))
      try {
        const look = source.look({ ...at, signal: own.controller.signal })
        if (look instanceof Promise) look.then(told, fails)
        else told(look)
      } catch (cause) {
        fails(cause)
      }
    },
    handOver(tick, { epochMs, intervalMs }) {
      const isTrue = ready !== null && tick - ready.tick <= 1
      const look = isTrue ? (ready?.look ?? null) : null
      ready = null
      if (look !== null) {
        failures = 0
        staleBecause = null
        toldEpochMs = epochMs
        keys = Object.keys(look.values)
      }
      if (looking !== null) {
        const waitedMs = (tick - looking.tick + handOverShare) * intervalMs
        const owed = `it has not answered within ${lengthOf(waitedMs)}`
        if (look === null) staleBecause = owed
        if (looking.tick < tick) {
          const { controller } = looking
          looking = null
          controller.abort()
          failed(tick, owed)
        }
      }
      return {
        state: { name: source.name, staleBecause, toldEpochMs },
        look,
        untold: look === null ? keys : [],
      }
    },
    async close() {
      looking?.controller.abort()
      looking = null
      await source.close().catch(() => {})
    },
  }
}

function lengthOf(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 100) / 10} s`
}
