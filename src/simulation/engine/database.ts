import { serviceDraw } from '../draws/index.ts'
import { databaseLine, happening, type Parts } from './parts.ts'
import { requestState } from './request-pool.ts'

/** The connections that all instances share. */
export interface Database {
  /** A request asks for a connection, and waits where all are taken. */
  ask(request: number): void
  done(request: number): void
  /** The instance of a request failed. True where it stands in the line still, which then gives its number back. */
  forget(request: number): boolean
}

/** Null where the model has none. `finished` is called when a request has its answer. */
export function databaseOf(
  { model: { database }, random, clock, heap, pool, lines }: Parts,
  finished: (request: number) => void,
): Database | null {
  if (database === null) return null
  const draw = serviceDraw(database.service, random.database)
  const { connections } = database
  const holds = new Map<number, 'connection' | 'line'>()
  let taken = 0

  function connect(request: number): void {
    taken++
    holds.set(request, 'connection')
    const ends = clock.now + draw()
    pool.endsAt[request] = ends
    heap.put(ends, happening.databaseDone, request)
  }

  function next(): void {
    for (let request = lines.take(databaseLine); request !== -1; request = lines.take(databaseLine)) {
      if (holds.has(request)) {
        connect(request)
        return
      }
      pool.give(request)
    }
  }

  return {
    ask(request) {
      if (taken < connections) return connect(request)
      holds.set(request, 'line')
      pool.endsAt[request] = Number.POSITIVE_INFINITY
      lines.append(databaseLine, request)
    },
    done(request) {
      if (pool.endsAt[request] !== clock.now || pool.state[request] === requestState.free) return
      taken--
      holds.delete(request)
      finished(request)
      next()
    },
    forget(request) {
      const had = holds.get(request)
      holds.delete(request)
      if (had === 'connection') {
        taken--
        next()
      }
      return had === 'line'
    },
  }
}
