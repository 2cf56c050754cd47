import type { Exchange } from '../transport/index.ts'

/** All exchanges that were sent and are not settled, in the order of their sending. */
export interface InFlight {
  readonly count: number
  add(exchange: Exchange): void
  remove(exchange: Exchange): void
  /** The one that was sent first. */
  oldest(): Exchange | null
}

/** A list in which each exchange links to its neighbours: nothing is searched, and nothing is kept of what is gone. */
export function newInFlight(): InFlight {
  let first: Exchange | null = null
  let last: Exchange | null = null
  let count = 0
  return {
    get count() {
      return count
    },
    add(exchange) {
      exchange.previous = last
      exchange.next = null
      if (last === null) first = exchange
      else last.next = exchange
      last = exchange
      count++
    },
    remove(exchange) {
      const { previous, next } = exchange
      if (previous === null) first = next
      else previous.next = next
      if (next === null) last = previous
      else next.previous = previous
      exchange.previous = null
      exchange.next = null
      count--
    },
    oldest: () => first,
  }
}
