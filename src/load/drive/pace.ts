import { nowMs } from '../transport/index.ts'

/** Timers wake a millisecond late: so long before something is due it is waited for without sleeping. */
const sleepUntilMs = 1.6

/** Calls `act` at the moments that it asks for: it answers the next one, null when there is none. */
export interface Pacer {
  stop(): void
  /** Milliseconds spent so far on waiting without sleep, which is not work. */
  spunMs(): number
}

/**
 * Starts at once. Between two turns everything else gets one: answers are read as they come, also while it waits without sleeping. `worked`
 * counts what else the thread does: a turn in which it grew was no waiting.
 */
export function startPacer(act: (nowMs: number) => number | null, worked: () => number): Pacer {
  let isStopped = false
  let spunMs = 0
  let immediate: NodeJS.Immediate | undefined
  let timer: NodeJS.Timeout | undefined
  let turnMs = nowMs()
  let workedBefore = 0
  const turn = (): void => {
    if (isStopped) return
    const now = nowMs()
    const next = act(now)
    if (next === null) return
    const waitMs = next - nowMs()
    if (waitMs > sleepUntilMs) timer = setTimeout(turn, Math.floor(waitMs - sleepUntilMs) || 1)
    else {
      immediate = setImmediate(spin)
      turnMs = nowMs()
      workedBefore = worked()
    }
  }
  const spin = (): void => {
    if (worked() === workedBefore) spunMs += nowMs() - turnMs
    turn()
  }
  turn()
  return {
    stop() {
      isStopped = true
      clearImmediate(immediate)
      clearTimeout(timer)
    },
    spunMs: () => spunMs,
  }
}
