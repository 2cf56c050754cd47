import type { PlannedTarget } from '../../traffic/index.ts'
import { newBackOff, type Pool, type PoolEvents, type PoolSettings } from '../transport/index.ts'
import { openSession, type Session, type SessionEvents } from './session.ts'

/**
 * The HTTP/2 connections to one target: new ones are opened up to their number, then exchanges go to the one that carries fewest. A target
 * that refuses is tried again later, as `newBackOff` says.
 */
export function openSessionPool(target: PlannedTarget, settings: PoolSettings, events: PoolEvents): Pool {
  const { connections, tls } = settings
  const sessions = new Set<Session>()
  const backOff = newBackOff(() => events.room())
  let isClosing = false

  const told: SessionEvents = {
    opened({ dns, connect, tls: handshake }) {
      events.opened()
      backOff.opened()
      if (dns !== null) events.phase('dns', dns)
      events.phase('connect', connect)
      if (handshake !== null) events.phase('tls', handshake)
    },
    answered(_session, exchange, status, endMs) {
      backOff.succeeded()
      events.answered(exchange, status, endMs)
      events.room()
    },
    failed(_session, exchange, failure, example) {
      events.failed(exchange, failure, example)
      if (!isClosing && backOff.downBecause === null) events.room()
    },
    closed(session, failure, example) {
      sessions.delete(session)
      if (isClosing) return
      backOff.ended(session.hasHeard, failure, example)
      if (backOff.downBecause === null) events.room()
    },
    received: events.received,
  }

  return {
    get downBecause() {
      return backOff.downBecause
    },
    take(exchange) {
      if (sessions.size < connections && backOff.mayTry()) {
        // The others wait for the one that tries, so that nobody floods what has just come back.
        backOff.trying()
        const session = openSession(target, tls, told)
        sessions.add(session)
        session.send(exchange)
        return 'taken'
      }
      const [calmest] = [...sessions].filter(({ room }) => room > 0).sort((a, b) => a.carried - b.carried)
      if (calmest !== undefined) {
        calmest.send(exchange)
        return 'taken'
      }
      return backOff.downBecause === null ? 'busy' : 'down'
    },
    close() {
      isClosing = true
      backOff.stop()
      for (const session of [...sessions]) session.end('', '')
    },
  }
}
