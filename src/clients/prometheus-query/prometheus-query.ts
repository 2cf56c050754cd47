import type { Clock } from '../../core/index.ts'
import { createAnswerCache } from './answer-cache.ts'
import { createClockSkew } from './clock-skew.ts'
import { createGate } from './gate.ts'
import { createGridFill, type RangeResult } from './grid-fill.ts'
import { createInterruption } from './interruption.ts'
import { lasting, type OrFault } from './query-fault.ts'
import { type GridPiece, gridPieces, pieceSpan, type QueryGrid, secondsText } from './query-grid.ts'
import { type PrometheusTarget, type QueryAddress, queryAddress } from './query-target.ts'
import { type InstantResult, instantResult } from './query-values.ts'
import { type QueryData, readAnswer } from './read-answer.ts'
import { withRetries } from './retries.ts'
import { sendQuery } from './send-query.ts'

/** A result, or why there is none, in a sentence without its first word in capitals and without secrets. */
export type Queried<T> = { ok: true; value: T } | { ok: false; reason: string }

export interface PrometheusQueryOptions {
  /** This machine's time, which the server's is compared with. */
  clock: Clock
  /** Resolves after so long, or at once when the run is interrupted; used between retries. */
  sleep(ms: number): Promise<void>
  /** Ends all that is on its way. */
  signal: AbortSignal
  /** For an answer to begin, and again for its body; 30 s when left out. */
  timeoutMs?: number
  /** Of one answer; 32 MiB when left out. Of a range that is too long each half is asked for by itself. */
  maximumBytes?: number
  /** Requests at a time; 20 when left out, as many as Prometheus evaluates at a time itself; never more than 100. */
  maximumInFlight?: number
  /** Points per series and request; 11,000, which is the most that Prometheus takes, when left out. */
  maximumPoints?: number
  /** In all series of one range query together, 8 bytes each; 50 million when left out. */
  maximumValues?: number
  /** In all, for what may pass; 4 when left out. */
  attempts?: number
  /** After the first attempt, doubled after each; 250 ms when left out. */
  firstWaitMs?: number
  /** No wait is longer; 30 s when left out. A server that asks for more is not asked again. */
  maximumWaitMs?: number
  /** Answers that are kept for the run; 256 MiB when left out. */
  cachedBytes?: number
}

/** Asks one Prometheus. Neither method rejects for what the server or the way to it does. */
export interface PrometheusQuery {
  /** What `promql` is at a moment, in seconds since 1970. */
  instant(promql: string, atSeconds: number): Promise<Queried<InstantResult>>
  /** What `promql` is at each point of a grid: see `gridOver`. Without a point nothing is asked. */
  range(promql: string, grid: QueryGrid): Promise<Queried<RangeResult>>
  /** How far the server's clock is ahead of this machine's (below 0: behind), to about a second; null before the first answer. */
  clockSkewSeconds(): number | null
  /** Requests sent so far, retries among them. */
  requests(): number
}

const mostInFlight = 100
const mostPoints = 11_000
const bodiesAtATime = 4
const mebibyte = 1_048_576

/**
 * A client for the query API of Prometheus (/api/v1/query and query_range, by POST): also of Thanos, Mimir or VictoriaMetrics.
 * Asks in pieces where a range has too many points, retries what may pass (429, 5xx, a connection that failed), and remembers
 * answers by query and span. Follows no redirect.
 */
export function prometheusQuery(target: PrometheusTarget, options: PrometheusQueryOptions): PrometheusQuery {
  const address = queryAddress(target)
  const { clock, sleep, signal } = options
  const gate = createGate(Math.min(mostInFlight, options.maximumInFlight ?? 20))
  const bodies = createGate(bodiesAtATime)
  const cache = createAnswerCache(options.cachedBytes ?? 256 * mebibyte)
  const skew = createClockSkew(clock)
  const interruption = createInterruption(signal)
  let requests = 0

  const ask = async (
    { endpoint, headers, masked }: QueryAddress,
    api: string,
    form: Record<string, string>,
  ): Promise<OrFault<QueryData>> => {
    const once = () =>
      gate.through(async () => {
        requests++
        const limits = {
          timeoutMs: options.timeoutMs ?? 30_000,
          maximumBytes: options.maximumBytes ?? 32 * mebibyte,
          interruption,
          onBegin: skew.sent(),
        }
        const sent = await sendQuery(
          { url: endpoint(api), headers },
          new URLSearchParams(form),
          limits,
          bodies,
        )
        return sent.ok ? readAnswer(sent.value) : sent
      })
    const answer = await withRetries(once, {
      attempts: Math.max(1, options.attempts ?? 4),
      firstWaitMs: options.firstWaitMs ?? 250,
      maximumWaitMs: options.maximumWaitMs ?? 30_000,
      sleep,
      signal,
    })
    if (answer.ok) answer.value.warnings = answer.value.warnings.map(masked)
    return answer
  }
  const instant = async (at: QueryAddress, query: string, time: string): Promise<OrFault<InstantResult>> => {
    const answer = await ask(at, 'query', { query, time })
    return answer.ok ? instantResult(answer.value) : answer
  }
  const range = async (at: QueryAddress, query: string, grid: QueryGrid): Promise<OrFault<RangeResult>> => {
    const fill = createGridFill(grid, options.maximumValues ?? 50_000_000)
    let most = Math.max(1, Math.min(mostPoints, options.maximumPoints ?? mostPoints))
    let failed: OrFault<null> | null = null
    const piece = async (part: GridPiece): Promise<void> => {
      if (failed !== null) return
      if (part.count > most) return halves(part)
      const answer = await ask(at, 'query_range', { query, ...pieceSpan(grid, part) })
      if (!answer.ok && answer.fault.cure === 'halve' && part.count > 1) {
        most = Math.min(most, Math.ceil(part.count / 2))
        return halves(part)
      }
      const added = answer.ok ? fill.add(answer.value) : answer
      if (!added.ok) failed ??= added
    }
    const halves = async ({ first, count }: GridPiece): Promise<void> => {
      const half = Math.ceil(count / 2)
      await piece({ first, count: half })
      await piece({ first: first + half, count: count - half })
    }
    await Promise.all(gridPieces(grid, most).map(piece))
    return failed ?? { ok: true, value: fill.result() }
  }
  const settled = async <T>(ask: (at: QueryAddress) => Promise<OrFault<T>>): Promise<Queried<T>> => {
    if (!address.ok) return address
    const answer = await ask(address.value).catch((cause: unknown) =>
      lasting(`it could not be read: ${cause}`),
    )
    return answer.ok ? answer : { ok: false, reason: address.value.masked(answer.fault.reason) }
  }
  return {
    instant(promql, atSeconds) {
      const time = secondsText(Math.round(atSeconds * 1000))
      const key = JSON.stringify(['instant', promql, time])
      return cache.answer(key, () => settled((at) => instant(at, promql, time)), instantBytes)
    },
    range(promql, grid) {
      const key = JSON.stringify(['range', promql, grid.startSeconds, grid.points, grid.stepSeconds])
      return cache.answer(key, () => settled((at) => range(at, promql, grid)), rangeBytes)
    },
    clockSkewSeconds: skew.seconds,
    requests: () => requests,
  }
}

const bytesASeries = 500

function rangeBytes(answer: Queried<RangeResult>): number {
  if (!answer.ok) return 0
  const { series, grid } = answer.value
  return bytesASeries * (1 + series.length) + 8 * grid.points * series.length
}

function instantBytes(answer: Queried<InstantResult>): number {
  return answer.ok ? bytesASeries * (1 + answer.value.samples.length) : 0
}
