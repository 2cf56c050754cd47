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

/** At most 100 notices wait; a notice that does not arrive is tried 5 times, after 1, 2, 4 and 8 s. */
export function noticeQueue(
  send: SendNotice,
  pause: (ms: number) => Promise<void> = (ms) => setTimeout(ms),
): NoticeQueue {
  const waiting: string[] = []
  const counts: NoticeCounts = { sent: 0, failed: 0, dropped: 0, lastProblem: null }
  let isClosed = false
  let working: Promise<void> | null = null
  const work = async (): Promise<void> => {
    for (let body = waiting.shift(); body !== undefined; body = waiting.shift()) {
      const problem = await delivered(body)
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
      if (trial === mostTrials || isClosed) return problem
      await pause(firstPauseMs * 2 ** (trial - 1))
    }
  }
  return {
    add(body) {
      if (isClosed || waiting.length >= mostWaiting) counts.dropped++
      else {
        waiting.push(body)
        working ??= work()
      }
    },
    told: () => ({ ...counts }),
    async close(patienceMs) {
      isClosed = true
      await Promise.race([working ?? Promise.resolve(), pause(patienceMs)])
      counts.dropped += waiting.splice(0).length
    },
  }
}
