import { arrivalTimes, serviceDraw } from '../draws/index.ts'
import type { SimulationModel } from '../simulation-model.ts'
import { assertModel } from './assert-model.ts'
import { autoscalerOf } from './autoscaler.ts'
import { flowOf } from './flow.ts'
import type { Measured } from './measurements.ts'
import { outagesOf } from './outages.ts'
import { happening, type Parts, partsOf } from './parts.ts'
import type { SimulationScans } from './scan-measurements.ts'
import { type Scans, scansOf } from './scans.ts'

/** What one run of a model was. */
export interface SimulationRun extends Measured {
  /** Null where the model has none. */
  scans: SimulationScans | null
  /** Arrivals, ends of work and all else that happened, the warm-up included. */
  events: number
}

/** Runs a model once. The same seed gives the same run, to the last bit, on every machine and Node. Throws OperatorError on a model that is none. */
export function runSimulation(model: SimulationModel, seed: number): SimulationRun {
  assertModel(model)
  const parts = partsOf(model, seed)
  const { seen } = parts
  const scans = scansOf(parts)
  const next = stepsOf(parts, scans)
  const end = model.warmUpSeconds + model.durationSeconds
  const windowSeconds = model.windowSeconds ?? Number.POSITIVE_INFINITY
  let window = windowSeconds
  let measuresFrom = model.warmUpSeconds
  let events = 0
  for (let at = next.at(); ; at = next.at()) {
    while (Math.min(window, measuresFrom) <= Math.min(at, end)) {
      if (measuresFrom <= window) {
        seen.begin(measuresFrom)
        scans?.begin(measuresFrom)
        measuresFrom = Number.POSITIVE_INFINITY
      } else {
        seen.closeWindow(window, scans?.closeWindow(window) ?? null)
        window += windowSeconds
      }
    }
    if (at > end) return { ...seen.finish(end), scans: scans?.finish(end) ?? null, events }
    parts.clock.now = at
    next.happen()
    events++
  }
}

/** The next event, whichever of arrivals, timeouts and the heap has it. */
function stepsOf(parts: Parts, scans: Scans | null): { at(): number; happen(): void } {
  const { model, random, clock, heap, due } = parts
  const arrive = arrivalTimes(model.arrivals, random.arrivals)
  const think = model.arrivals.kind === 'closed' ? serviceDraw(model.arrivals.think, random.think) : null
  const thinks = (): void => {
    if (think !== null) heap.put(clock.now + think(), happening.enter, 0)
  }
  const flow = flowOf(parts, scans, thinks)
  const outages = outagesOf(parts, flow)
  const autoscaler = autoscalerOf(parts, flow)
  let nextArrival = arrive()
  if (model.arrivals.kind === 'closed') for (let user = 0; user < model.arrivals.users; user++) thinks()
  return {
    at: () => Math.min(heap.nextAt(), due.nextAt(), nextArrival),
    happen() {
      const { now } = clock
      // What ends makes room for what comes at the same moment.
      if (heap.nextAt() === now) {
        heap.take()
        const { subject } = heap
        switch (heap.kind) {
          case happening.workDone:
            return flow.workDone(subject)
          case happening.send:
            return flow.send(subject)
          case happening.enter:
            return flow.enter()
          case happening.databaseDone:
            return flow.databaseDone(subject)
          case happening.fail:
            return outages.fail(subject)
          case happening.repaired:
            return outages.repaired(subject)
          case happening.zoneLost:
            return outages.zoneLost(subject)
          case happening.zoneBack:
            return outages.zoneBack(subject)
          case happening.ready:
            return outages.ready(subject)
          case happening.look:
            return autoscaler?.look()
          case happening.scanDone:
            return scans?.done(subject)
          case happening.workerFails:
            return scans?.fail(subject)
          case happening.workerRepaired:
            return scans?.repaired(subject)
          case happening.redeliver:
            return scans?.redeliver(subject)
        }
      } else if (due.nextAt() === now) flow.timeOut(due.take())
      else {
        flow.enter()
        nextArrival = arrive()
      }
    },
  }
}
