import { setTimeout } from 'node:timers/promises'

/** Hands notices on to one place, one after the other. */
export interface NoticeQueue {
  add(body: string): void
  /** What became of them so far. */
  told(): NoticeCounts
  /** Tries what is left for at most so long, then gives it up. */
  close(patienceMs: number): Promise<void>
}

export interface NoticeCounts {
  sent: number
  /** Given up after all trials. */
  failed: number
  /** Never tried: there was no room. */
  dropped: number
  lastProblem: string | null
}

/** Hands one notice on; null where it arrived, else why not. It has to come to an end by itself. */
export type SendNotice = (body: string) => Promise<string | null>

const mostWaiting = 100
const mostTrials = 5
const firstPauseMs = 1000

/** Ends early, without an error, when `signal` is aborted. */
type Pause = (ms: number, signal: AbortSignal) => Promise<void>

/** At most 100 notices wait; a notice that does not arrive is tried 5 times, after 1, 2, 4 and 8 s. */
export function noticeQueue(send: SendNotice, pause: Pause = realPause): NoticeQueue {
  const waiting: string[] = []
  const counts: NoticeCounts = { sent: 0, failed: 0, dropped: 0, lastProblem: null }
  const closing = new AbortController()
  let isGivenUp = false
  let working: Promise<void> | null = null
  const work = async (): Promise<void> => {
    for (let body = waiting.shift(); body !== undefined; body = waiting.shift()) {
      const problem = await delivered(body)
      if (isGivenUp) return
      if (problem === null) counts.sent++
      else counts.failed++
    }
    working = null
  }
  const delivered = async (body: string): Promise<string | null> => {
    for (let trial = 1; ; trial++) {
      const problem = await send(body)
      if (problem === null) return null
      counts.lastProblem = problem
      if (trial === mostTrials || closing.signal.aborted) return problem
      await pause(firstPauseMs * 2 ** (trial - 1), closing.signal)
      if (closing.signal.aborted) return problem
    }
  }
  return {
    add(body) {
      if (closing.signal.aborted || waiting.length >= mostWaiting) counts.dropped++
      else {
        waiting.push(body)
        working ??= work()
      }
    },
    told: () => ({ ...counts }),
    async close(patienceMs) {
      closing.abort()
      const patience = new AbortController()
      await Promise.race([working ?? Promise.resolve(), pause(patienceMs, patience.signal)])
      patience.abort()
      counts.dropped += waiting.splice(0).length
      if (working === null) return
      isGivenUp = true
      counts.failed++
      counts.lastProblem ??= 'it had not answered when the run ended'
    },
  }
}

async function realPause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => {})
}
