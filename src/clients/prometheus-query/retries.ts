import type { OrFault } from './query-fault.ts'

export interface RetryPolicy {
  /** In all, the first included. */
  attempts: number
  /** Doubled after each attempt, and half to all of it waited. */
  firstWaitMs: number
  /** No wait is longer; a server that asks for more is not asked again. */
  maximumWaitMs: number
  /** Resolves after so long, or at once when the run is interrupted. */
  sleep(ms: number): Promise<void>
  signal: AbortSignal
}

/** Asks until it goes well, the fault is one that stays, or it was asked often enough. */
export async function withRetries<T>(
  ask: () => Promise<OrFault<T>>,
  policy: RetryPolicy,
): Promise<OrFault<T>> {
  const { attempts, firstWaitMs, maximumWaitMs, sleep, signal } = policy
  for (let attempt = 1; ; attempt++) {
    const answer = await ask()
    if (answer.ok || answer.fault.cure !== 'again' || signal.aborted) return answer
    const { reason, afterSeconds = 0 } = answer.fault
    if (afterSeconds * 1000 > maximumWaitMs) {
      const fault = {
        reason: `${reason}; it wants to be asked again after ${afterSeconds} s`,
        cure: 'none',
      } as const
      return { ok: false, fault }
    }
    if (attempt >= attempts) {
      const often = attempts > 1 ? `${reason}, ${attempts} times` : reason
      return { ok: false, fault: { reason: often, cure: 'none' } }
    }
    const backoffMs = Math.min(maximumWaitMs, firstWaitMs * 2 ** (attempt - 1))
    await sleep(Math.max(afterSeconds * 1000, backoffMs * (0.5 + Math.random() / 2)))
    if (signal.aborted) return answer
  }
}
