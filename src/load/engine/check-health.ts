import { type HealthCheck, type LoadPlan, newAccount, type PlannedTarget } from '../../traffic/index.ts'
import { type Exchange, nowMs, type TlsClient } from '../transport/index.ts'
import { newExchange, newLane } from './lane.ts'
import type { Order } from './order.ts'
import { messageTo, plainly } from './prepared.ts'

/** Asks every target again and again how it is, on a connection of its own. */
export interface HealthWatch {
  stop(): void
}

/** Tells `onChange` when a target has failed or passed so many checks in a row. All are taken to be healthy at first. */
export function watchHealth(
  plan: LoadPlan,
  check: HealthCheck,
  tls: TlsClient,
  onChange: (target: string, isHealthy: boolean) => void,
): HealthWatch {
  const stops = plan.targets.map((target) => watchOne(target, check, { plan, tls }, onChange))
  return {
    stop() {
      for (const stop of stops) stop()
    },
  }
}

function watchOne(
  target: PlannedTarget,
  check: HealthCheck,
  { plan, tls }: { plan: LoadPlan; tls: TlsClient },
  onChange: (target: string, isHealthy: boolean) => void,
): () => void {
  const message = messageTo(target, { method: 'GET', path: check.path, headers: [], body: null }, true)
  const order: Order = {
    prepared: { ...plainly, request: 'health', messages: [message], isHead: false },
    messages: [message],
    isMeasured: false,
    dueMs: null,
    owner: { settled() {}, notSent() {} },
  }
  // No result counts it.
  const tap = { account: newAccount('health', target.name), cells: [] }
  let isHealthy = true
  let inRow = 0
  let current: Exchange | null = null
  const lane = newLane(
    { ...plan, keepAlive: true, connections: 1 },
    { target, place: 0, tls },
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
    lane.pool.close()
  }

  function begin(): void {
    const late = current
    if (late !== null) {
      if (nowMs() - late.sentMs < plan.timeoutSeconds * 1000) return
      late.carrier?.end('cut', 'the check took too long')
    }
    const wakeMs = nowMs()
    const exchange = newExchange(lane, order, { tap, wakeMs })
    exchange.sentMs = wakeMs
    current = exchange
    if (lane.pool.take(exchange) !== 'taken') settled(exchange, false)
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
