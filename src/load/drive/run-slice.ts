import { performance } from 'node:perf_hooks'
import { type LoadPlan, modelSeconds, type Slice, type Tally } from '../../traffic/index.ts'
import { type Engine, openEngine } from '../engine/index.ts'
import { nowEpochMs, nowMs, pause, until } from '../transport/index.ts'
import { driveClosed } from './drive-closed.ts'
import { driveOpen } from './drive-open.ts'
import type { Driver } from './driver.ts'
import { journeyTurns } from './journey-turns.ts'
import { type Second, tellSeconds } from './tell-seconds.ts'
import { requestTurns, type Turns } from './turns.ts'

/** What one generator measured. */
export interface SliceResult {
  tally: Tally
  /** From the begin of the measured time to the moment at which the last request was due or sent. */
  measuredSeconds: number
  /** Answers that came within the measured time. */
  answeredInTime: number
  isInterrupted: boolean
  /** When it really began, in milliseconds since 1970. */
  beganEpochMs: number
}

export interface SliceOptions {
  slice: Slice
  /** When all generators begin, in milliseconds since 1970. */
  startEpochMs: number
  /** What was due before this generator was up stays unsent, rather than being sent at once. */
  leavesMissed: boolean
  onSecond(second: Second): void
  /** Aborted to end early: the reason is that of what is left unsent. */
  signal: AbortSignal
}

/** Runs a generator's part of a plan to its end. Throws OperatorError (exit 2) where a request or a certificate cannot be used. */
export async function runSlice(plan: LoadPlan, options: SliceOptions): Promise<SliceResult> {
  const { slice, signal } = options
  const { model, warmupSeconds, drainSeconds } = plan
  const startMs = options.startEpochMs - performance.timeOrigin
  const measuredMs = startMs + warmupSeconds * 1000
  const endMs = measuredMs + 1000 * modelSeconds(model)
  const engine = openEngine(plan)
  const turns = openTurns(plan, engine, slice)
  const early = new AbortController()
  const isOver = AbortSignal.any([signal, early.signal])
  await pause(startMs - nowMs(), isOver)
  const beganEpochMs = nowEpochMs()
  const driver = drive()
  if (warmupSeconds > 0) void pause(measuredMs - nowMs(), isOver).then(() => engine.beginMeasuring())
  const stopSeconds = tellSeconds(
    {
      measuredMs,
      spunMs: driver.spunMs,
      look: () => ({
        interval: engine.recorder.takeInterval(),
        inFlight: engine.inFlight,
        waiting: engine.waiting,
        traffic: { ...engine.traffic },
      }),
    },
    options.onSecond,
  )
  await pause(endMs - nowMs(), isOver)
  // What is late by then is still sent, if it can be.
  if (model.kind === 'open') await until(() => driver.isDone(), endMs + drainSeconds * 1000, signal)
  const stoppedMs = nowMs()
  const answeredInTime = engine.recorder.tally.cells.reduce(
    (sum, { answered, isPoll }) => sum + (isPoll ? 0 : answered),
    0,
  )
  driver.stop()
  turns.stop()
  await until(
    () => engine.inFlight + engine.waiting + turns.underWay === 0,
    stoppedMs + drainSeconds * 1000,
    signal,
  )
  // Who stops a run early wants its end, and yet no failures that are only those of stopping.
  if (signal.aborted)
    await until(
      () => engine.inFlight + engine.waiting === 0,
      nowMs() + Math.min(drainSeconds, earlyDrainSeconds) * 1000,
      new AbortController().signal,
    )
  stopSeconds()
  engine.stop(signal.aborted ? 'interrupted' : 'no-free-connection')
  turns.end()
  return {
    tally: engine.recorder.tally,
    measuredSeconds: Math.max(0, Math.min(stoppedMs, endMs) - measuredMs) / 1000,
    answeredInTime,
    isInterrupted: signal.aborted,
    beganEpochMs,
  }

  function drive(): Driver {
    if (model.kind === 'open')
      return driveOpen(
        { ...plan, model },
        { engine, turns },
        { startMs, measuredMs, slice, leavesMissed: options.leavesMissed },
      )
    return driveClosed({ ...plan, model }, turns, {
      measuredMs,
      endMs,
      slice,
      onDone: () => early.abort(),
    })
  }
}

const earlyDrainSeconds = 0.5

/** An engine that nobody stops would keep the process alive. */
function openTurns(plan: LoadPlan, engine: Engine, slice: Slice): Turns {
  try {
    return plan.scenario === null
      ? requestTurns(plan, engine)
      : journeyTurns(plan, plan.scenario, engine, slice)
  } catch (error) {
    engine.stop('interrupted')
    throw error
  }
}
