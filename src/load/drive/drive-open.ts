import {
  type Arrival,
  arrivals,
  type LoadPlan,
  type OpenModel,
  type Slice,
  type Stage,
} from '../../traffic/index.ts'
import type { Engine } from '../engine/index.ts'
import { nowMs } from '../transport/index.ts'
import type { Driver } from './driver.ts'
import { startPacer } from './pace.ts'
import type { Turn, TurnOwner, Turns } from './turns.ts'

/** So many leave in one turn, so that answers are read in between also when much is due at once. */
const mostInTurn = 64

/** Nobody waits for these. */
const owner: TurnOwner = { settled() {}, notSent() {} }

/** Begins what is due when it is due, counted from `startMs`. What comes before `measuredMs` is warm-up. */
export function driveOpen(
  plan: LoadPlan & { model: OpenModel },
  { engine, turns }: { engine: Engine; turns: Turns },
  { startMs, measuredMs, slice }: { startMs: number; measuredMs: number; slice: Slice },
): Driver {
  const { model, seed } = plan
  const next = arrivals(withWarmUp(plan), model.process, { seed, slice })
  let arrival = next()
  const dueMsOf = ({ dueSeconds }: Arrival): number => startMs + dueSeconds * 1000
  const turnOf = (due: Arrival): Turn => {
    const dueMs = dueMsOf(due)
    return { number: due.number, isMeasured: dueMs >= measuredMs, dueMs, owner }
  }
  const pacer = startPacer(
    (nowMs) => {
      for (let sent = 0; arrival !== null && sent < mostInTurn; sent++) {
        if (dueMsOf(arrival) > nowMs) return dueMsOf(arrival)
        turns.begin(turnOf(arrival), nowMs)
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
        turns.leave(turnOf(arrival), 'not-reached', 'the generator had not come to it when the run ended')
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
