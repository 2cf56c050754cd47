import {
  type Arrival,
  arrivals,
  type LoadPlan,
  type OpenModel,
  type Slice,
  withWarmUp,
} from '../../traffic/index.ts'
import type { Engine } from '../engine/index.ts'
import { nowMs } from '../transport/index.ts'
import type { Driver } from './driver.ts'
import { startPacer } from './pace.ts'
import type { Turn, TurnOwner, Turns } from './turns.ts'

/** So many leave in one turn, so that answers are read in between also when much is due at once. */
const mostInTurn = 64

/** A generator that comes later than this has missed what was due before. */
const tolerableMs = 50

/** It takes so long to find out that a run is to stop, and what is due meanwhile was not missed. */
const stoppingMs = 10

/** Nobody waits for these. */
const owner: TurnOwner = { settled() {}, notSent() {} }

/** Begins what is due when it is due, counted from `startMs`. What comes before `measuredMs` is warm-up. */
export function driveOpen(
  plan: LoadPlan & { model: OpenModel },
  { engine, turns }: { engine: Engine; turns: Turns },
  {
    startMs,
    measuredMs,
    slice,
    leavesMissed,
  }: { startMs: number; measuredMs: number; slice: Slice; leavesMissed: boolean },
): Driver {
  const { model, seed } = plan
  const next = arrivals(withWarmUp(model.stages, plan.warmupSeconds), model.process, { seed, slice })
  let arrival = next()
  const dueMsOf = ({ dueSeconds }: Arrival): number => startMs + dueSeconds * 1000
  const turnOf = (due: Arrival): Turn => {
    const dueMs = dueMsOf(due)
    return { number: due.number, isMeasured: dueMs >= measuredMs, dueMs, owner }
  }
  const cameMs = nowMs()
  if (leavesMissed && cameMs > startMs + tolerableMs)
    for (; arrival !== null && dueMsOf(arrival) < cameMs; arrival = next())
      turns.leave(turnOf(arrival), 'came-late', 'it was due before the generator was up')
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
      const missedMs = nowMs() - stoppingMs
      for (; arrival !== null && dueMsOf(arrival) < missedMs; arrival = next())
        turns.leave(turnOf(arrival), 'not-reached', 'the generator had not come to it when the run ended')
      arrival = null
    },
    isDone: () => arrival === null,
    spunMs: pacer.spunMs,
  }
}
