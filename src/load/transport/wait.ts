import { setTimeout as setTimer } from 'node:timers/promises'
import { nowMs } from './now.ts'

/** Waits so long, or until `signal` says that it is over. Timers may be up to a millisecond early. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const endMs = nowMs() + ms
  for (let left = ms; left > 0 && !signal.aborted; left = endMs - nowMs())
    await setTimer(left, undefined, { signal }).catch(() => {})
}

const lookAgainMs = 2

/** Waits until something is true, at most to `endMs` of `nowMs`, or until `signal` says that it is over. */
export async function until(isTrue: () => boolean, endMs: number, signal: AbortSignal): Promise<void> {
  while (!isTrue() && !signal.aborted && nowMs() < endMs) await pause(lookAgainMs, signal)
}
