import { type HealthCheck, type LoadPlan, newAccount, type PlannedTarget } from '../../traffic/index.ts'
import { openPool } from '../http1/index.ts'
import { openSessionPool } from '../http2/index.ts'
import {
  type Exchange,
  type Message,
  newExchange,
  nowMs,
  type Pool,
  type TlsClient,
} from '../transport/index.ts'
import { messageTo } from './prepared.ts'

/** Asks every target again and again how it is, on a connection of its own. */
export interface HealthWatch {
  stop(): void
}

/** Tells `onChange` when a target has failed or passed so many checks in a row. All are taken to be healthy at first. */
export function watchHealth(
  { targets, timeoutSeconds, protocol }: Pick<LoadPlan, 'targets' | 'timeoutSeconds' | 'protocol'>,
  check: HealthCheck,
  tls: TlsClient,
  onChange: (target: string, isHealthy: boolean) => void,
): HealthWatch {
  const stops = targets.map((target) => watchOne(target, check, { tls, timeoutSeconds, protocol }, onChange))
  return {
    stop() {
      for (const stop of stops) stop()
    },
  }
}

function watchOne(
  target: PlannedTarget,
  check: HealthCheck,
  { tls, timeoutSeconds, protocol }: { tls: TlsClient } & Pick<LoadPlan, 'timeoutSeconds' | 'protocol'>,
  onChange: (target: string, isHealthy: boolean) => void,
): () => void {
  const message = messageTo(target, { method: 'GET', path: check.path, headers: [], body: null }, true)
  let isHealthy = true
  let inRow = 0
  let current: Exchange | null = null
  const pool: Pool = (protocol === 'http2' ? openSessionPool : openPool)(
    target,
    { tls, keepAlive: true, connections: 1, pipelining: 1 },
    {
      answered: (exchange, status) => settled(exchange, status < 400),
      failed: (exchange) => settled(exchange, false),
      room() {},
      phase() {},
      opened() {},
      received() {},
    },
  )
  const timer = setInterval(begin, check.intervalSeconds * 1000)
  begin()
  return () => {
    clearInterval(timer)
    current = null
    pool.close()
  }

  function begin(): void {
    const late = current
    if (late !== null) {
      if (nowMs() - late.sentMs < timeoutSeconds * 1000) return
      late.carrier?.end('cut', 'the check took too long')
    }
    const exchange = newCheck(message, target.name)
    current = exchange
    if (pool.take(exchange) !== 'taken') settled(exchange, false)
  }

  function settled(exchange: Exchange, isOk: boolean): void {
    if (exchange !== current) return
    current = null
    inRow = isOk === isHealthy ? 0 : inRow + 1
    if (inRow < (isHealthy ? check.unhealthyAfter : check.healthyAfter)) return
    inRow = 0
    isHealthy = isOk
    onChange(target.name, isHealthy)
  }
}

/** What no result counts. */
function newCheck(message: Message, target: string): Exchange {
  const now = nowMs()
  const exchange = newExchange({
    tap: { account: newAccount('health', target), cells: [] },
    message,
    isHead: false,
    isMeasured: false,
    isClosedModel: true,
    owner: { settled() {} },
    kept: null,
    dueMs: now,
    wakeMs: now,
  })
  exchange.sentMs = now
  return exchange
}
