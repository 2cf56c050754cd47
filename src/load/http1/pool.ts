import type { PlannedTarget } from '../../traffic/index.ts'
import { newBackOff, type Pool, type PoolEvents, type PoolSettings } from '../transport/index.ts'
import { type Connection, type ConnectionEvents, openConnection } from './connection.ts'
import { knownHead } from './known-head.ts'

/**
 * Connections are opened when they are needed and used again, the one that was free last first. A target that
 * refuses is tried again later, as `newBackOff` says.
 */
export function openPool(target: PlannedTarget, settings: PoolSettings, events: PoolEvents): Pool {
  const { connections, pipelining } = settings
  const all = new Set<Connection>()
  const free: Connection[] = []
  const known = knownHead()
  const backOff = newBackOff(() => events.room())
  let isClosing = false

  const told: ConnectionEvents = {
    opened(connection, { dns, connect, tls }) {
      events.opened()
      backOff.opened()
      if (dns !== null) events.phase('dns', dns)
      events.phase('connect', connect)
      if (tls !== null) events.phase('tls', tls)
      if (pipelining > connection.carried) offer(connection)
    },
    answered(connection, exchange, status, endMs) {
      backOff.succeeded()
      if (!connection.isClosed && connection.carried === pipelining - 1) free.push(connection)
      events.answered(exchange, status, endMs)
      if (free.length > 0) events.room()
    },
    closed(connection, carried, failure, example) {
      all.delete(connection)
      const place = free.indexOf(connection)
      if (place >= 0) free.splice(place, 1)
      if (!isClosing) backOff.ended(connection.hasHeard, failure, example)
      for (const exchange of carried) events.failed(exchange, failure, example)
      if (!isClosing && backOff.downBecause === null) events.room()
    },
    received: events.received,
  }

  return {
    get downBecause() {
      return backOff.downBecause
    },
    take(exchange) {
      for (let connection = free.pop(); connection !== undefined; connection = free.pop()) {
        if (connection.isClosed) continue
        connection.send(exchange)
        if (connection.carried < pipelining) free.push(connection)
        return 'taken'
      }
      if (!backOff.mayTry()) return backOff.isShort && all.size > 0 ? 'busy' : 'down'
      if (all.size >= connections) return 'busy'
      backOff.trying()
      const connection = openConnection(target, { ...settings, known }, told)
      all.add(connection)
      connection.send(exchange)
      return 'taken'
    },
    close() {
      isClosing = true
      backOff.stop()
      for (const connection of [...all]) connection.end('', '')
    },
  }

  function offer(connection: Connection): void {
    free.push(connection)
    events.room()
  }
}
