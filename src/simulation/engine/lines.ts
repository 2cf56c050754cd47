import type { RequestPool } from './request-pool.ts'

/** Lines of waiting requests, first come first served, linked through the pool: nothing is allocated while it runs. */
export interface Lines {
  append(line: number, request: number): void
  /** The first one, out of the line; -1 where nobody waits. */
  take(line: number): number
  /** A line more: its number. */
  add(): number
}

/** So many empty lines. */
export function waitingLines(pool: RequestPool, count: number): Lines {
  const heads: number[] = []
  const tails: number[] = []
  const lines: Lines = {
    append(line, request) {
      pool.next[request] = -1
      const tail = tails[line] ?? -1
      if (tail === -1) heads[line] = request
      else pool.next[tail] = request
      tails[line] = request
    },
    take(line) {
      const head = heads[line] ?? -1
      if (head === -1) return -1
      const next = pool.next[head] ?? -1
      heads[line] = next
      if (next === -1) tails[line] = -1
      return head
    },
    add() {
      heads.push(-1)
      tails.push(-1)
      return heads.length - 1
    },
  }
  for (let line = 0; line < count; line++) lines.add()
  return lines
}
