import type { Tick } from '../../../core/index.ts'
import { guideSeries } from '../guide-fields.ts'
import type { MonitorFeed } from '../monitor-feed.ts'
import type { ServerLimits } from '../server-limits.ts'
import { type SeriesBook, selection } from './known-series.ts'
import { backfillText, seriesBody, tickBody, tickText } from './message-texts.ts'

/** What all clients with the same patterns get: each tick and each back-fill is written once for them. */
export interface Subscription {
  /** The newest tick for a client that missed so many, as UTF-8. */
  tickAfter(skipped: number): Buffer
  /** Null where so much was written since the last tick that it has to wait for the next. */
  backfill(sinceSeconds: number): Buffer | null
}

/** The subscriptions of all clients. */
export interface Subscriptions {
  /** Of a client that asked for nothing yet: the guide's fields and their last minute. */
  readonly first: Subscription
  /** Found by its patterns, or made. */
  open(patterns: readonly string[]): Subscription
  /** Gives it up; the last client's leaving forgets it. */
  close(subscription: Subscription): void
  /** Has the next messages made of this tick. */
  turn(tick: Tick): void
}

/** New back-fills between two ticks: each asks for the history of up to 200 series. */
const mostBackfills = 64

/** The messages of `feed` for each distinct subscription. */
export function subscriptions(feed: MonitorFeed, book: SeriesBook, limits: ServerLimits): Subscriptions {
  let tick: Tick | null = null
  let body: string | null = null
  let backfillsLeft = mostBackfills
  let turns = 0
  const open = new Map<string, { subscription: Subscription; clients: number }>()
  const keys = new Map<Subscription, string>()

  function make(patterns: readonly string[]): Subscription {
    const chosen = selection(book, patterns, limits.series)
    let made: { turn: number; series: string; whole: Buffer } | null = null
    let backfills: { turn: number; bySeconds: Map<number, Buffer> } = { turn: -1, bySeconds: new Map() }
    const current = () => {
      if (tick === null) throw new Error('No tick came yet.')
      body ??= tickBody(tick)
      if (made?.turn !== turns) {
        const series = seriesBody(tick, chosen.found())
        made = { turn: turns, series, whole: Buffer.from(tickText(0, body, series)) }
      }
      return { ...made, body }
    }
    return {
      tickAfter(skipped) {
        const { body, series, whole } = current()
        return skipped === 0 ? whole : Buffer.from(tickText(skipped, body, series))
      },
      backfill(sinceSeconds) {
        if (backfills.turn !== turns) backfills = { turn: turns, bySeconds: new Map() }
        const kept = backfills.bySeconds.get(sinceSeconds)
        if (kept !== undefined) return kept
        if (backfillsLeft === 0) return null
        backfillsLeft -= 1
        const series = chosen.found()
        const since = (tick?.epochMs ?? 0) - sinceSeconds * 1000
        const history =
          tick === null || sinceSeconds === 0 || series.length === 0
            ? {}
            : feed.history(
                series.map(({ key }) => key),
                since,
                limits.backfillPoints,
              )
        const text = Buffer.from(backfillText(history, series, sinceSeconds, chosen.leftOut()))
        backfills.bySeconds.set(sinceSeconds, text)
        return text
      },
    }
  }

  return {
    // Its patterns are the guide's series for the back-fill; its ticks hold them in the guide's fields already, and as series.
    first: make(guideSeries),
    open(patterns) {
      const key = JSON.stringify([...patterns].sort())
      const known = open.get(key) ?? { subscription: make(patterns), clients: 0 }
      known.clients += 1
      open.set(key, known)
      keys.set(known.subscription, key)
      return known.subscription
    },
    close(subscription) {
      const key = keys.get(subscription)
      const known = key === undefined ? undefined : open.get(key)
      if (key === undefined || known === undefined) return
      known.clients -= 1
      if (known.clients > 0) return
      open.delete(key)
      keys.delete(subscription)
    },
    turn(next) {
      tick = next
      body = null
      backfillsLeft = mostBackfills
      turns += 1
      book.note(Object.keys(next.values))
    },
  }
}
