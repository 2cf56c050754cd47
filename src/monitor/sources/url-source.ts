import { probeUrl, type UrlAnswer } from '../../clients/index.ts'
import { type Clock, type Endpoint, seriesKey } from '../../core/index.ts'
import { endpointAt } from './endpoint-at.ts'
import type { LookAt, Source, SourceLook } from './source.ts'
import { sourceKind } from './source-kind.ts'

/** So long a visitor waits; where the ticks are further apart, so long as they are. */
const patienceMs = 10_000
/** Share of the time that a tick has for its answers: what is known by then is told. */
const inTime = 0.9
/** A redirect is an answer, an error of the visitor or the server is not the one that was asked for. */
const firstErrorStatus = 400

/** An HTTP endpoint, asked over a new connection in each interval, or as soon as it has answered. */
export const urlKind = sourceKind('url', ({ clock }, { url }) => urlSource(clock, endpointAt(url, '--url')))

/** A request that is under way, or its answer until it is told. */
interface Asked {
  sinceMs: number
  answer: UrlAnswer | null
  answered: Promise<void>
}

function urlSource(clock: Clock, endpoint: Endpoint): Source {
  const { name } = endpoint
  const closing = new AbortController()
  let asked: Asked | null = null
  let up: number | null = null
  return {
    name: `url ${name}`,
    async look(at) {
      asked ??= ask(clock, endpoint, at, closing.signal)
      const now = asked
      await within(at.withinMs * inTime, now.answered)
      if (now.answer === null) {
        // It takes at least so long, and is what it was until it has been waited for in vain.
        const soFar = (clock.monotonicMs() - now.sinceMs) / 1000
        return { values: { ...verdict(name, up, null), ...phases(name, { total: soFar }) } }
      }
      asked = null
      const before = up
      const told = toldOf(name, now.answer)
      up = told.up
      const fell = told.problem !== null && before !== 0
      return { values: told.values, ...(fell ? { warnings: [`${name} is down: ${told.problem}.`] } : {}) }
    },
    async close() {
      closing.abort()
      await asked?.answered
    },
  }
}

function ask(clock: Clock, endpoint: Endpoint, { intervalMs }: LookAt, signal: AbortSignal): Asked {
  const timeoutMs = Math.max(patienceMs, intervalMs)
  const asked: Asked = { sinceMs: clock.monotonicMs(), answer: null, answered: Promise.resolve() }
  asked.answered = probeUrl(endpoint, { timeoutMs, signal }).then((answer) => {
    asked.answer = answer
  })
  return asked
}

interface Told {
  up: number
  /** Why it is down; null while it is up. */
  problem: string | null
  values: SourceLook['values']
}

function toldOf(name: string, answer: UrlAnswer): Told {
  if (!answer.ok)
    return {
      up: 0,
      problem: answer.reason,
      values: { ...verdict(name, 0, null), ...phases(name, { total: null }) },
    }
  const { status, seconds } = answer
  const problem = status < firstErrorStatus ? null : `it answers with status ${status}`
  const up = problem === null ? 1 : 0
  return { up, problem, values: { ...verdict(name, up, status), ...phases(name, seconds) } }
}

function verdict(url: string, up: number | null, status: number | null): SourceLook['values'] {
  return { [seriesKey('url.up', { url })]: up, [seriesKey('url.status', { url })]: status }
}

function phases(url: string, seconds: Readonly<Record<string, number | null>>): SourceLook['values'] {
  return Object.fromEntries(
    Object.entries(seconds).map(([phase, took]) => [seriesKey('url.seconds', { phase, url }), took]),
  )
}

async function within(ms: number, event: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms))
  })
  await Promise.race([event, late])
  clearTimeout(timer)
}
