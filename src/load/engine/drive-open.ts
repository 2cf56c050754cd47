import {
  type Arrival,
  arrivals,
  type LoadPlan,
  type OpenModel,
  type Slice,
  type Stage,
} from '../../traffic/index.ts'
import { type ExchangeOwner, nowMs } from '../transport/index.ts'
import type { Driver } from './driver.ts'
import type { Engine } from './engine.ts'
import type { Order } from './order.ts'
import { startPacer } from './pace.ts'
import { prepareRequests } from './prepared.ts'

/** So many leave in one turn, so that answers are read in between also when much is due at once. */
const mostInTurn = 64

/** Nobody waits for these. */
const owner: ExchangeOwner = { settled() {}, notSent() {} }

/** Sends what is due when it is due, counted from `startMs`. What comes before `measuredMs` is warm-up. */
export function driveOpen(
  plan: LoadPlan & { model: OpenModel },
  engine: Engine,
  { startMs, measuredMs, slice }: { startMs: number; measuredMs: number; slice: Slice },
): Driver {
  const choose = prepareRequests(plan)
  const { model, seed } = plan
  const next = arrivals(withWarmUp(plan), model.process, { seed, slice })
  let arrival = next()
  const dueMsOf = ({ dueSeconds }: Arrival): number => startMs + dueSeconds * 1000
  const orderOf = (due: Arrival): Order => {
    const dueMs = dueMsOf(due)
    return { prepared: choose(due.number), isMeasured: dueMs >= measuredMs, dueMs, owner }
  }
  const pacer = startPacer(
    (nowMs) => {
      for (let sent = 0; arrival !== null && sent < mostInTurn; sent++) {
        if (dueMsOf(arrival) > nowMs) return dueMsOf(arrival)
        engine.begin(orderOf(arrival), nowMs)
        arrival = next()
      }
      return arrival === null ? null : nowMs
    },
    () => engine.reads,
  )
  return {
    stop() {
      pacer.stop()
      const now = nowMs()
      for (; arrival !== null && dueMsOf(arrival) < now; arrival = next())
        engine.leave(orderOf(arrival), 'not-reached', 'the generator had not come to it when the run ended')
      arrival = null
    },
    isDone: () => arrival === null,
    spunMs: pacer.spunMs,
  }
}

/** The warm-up has the rate of the begin; a ramp from nothing is warmed up with a tenth of what it rises to. */
function withWarmUp({ model, warmupSeconds }: LoadPlan & { model: OpenModel }): readonly Stage[] {
  const [first] = model.stages
  if (warmupSeconds === 0 || first === undefined) return model.stages
  const rate = Math.max(first.fromRate, first.toRate / 10)
  return [{ fromRate: rate, toRate: rate, seconds: warmupSeconds }, ...model.stages]
}
