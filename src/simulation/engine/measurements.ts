import {
  clearHistogram,
  type HdrHistogram,
  hdrHistogram,
  hdrQuantile,
  recordValue,
} from '../../metrics/index.ts'
import type { SimulationModel } from '../simulation-model.ts'
import { type Failure, noCounts, type SimulationCounts } from './counts.ts'
import { changeLevel, levelOf, takeArea } from './level.ts'
import type { ScanWindow } from './scan-measurements.ts'

/** A stretch of simulated time. */
export interface SimulationWindow {
  fromSeconds: number
  arrived: number
  completed: number
  gaveUp: number
  /** As in the counts: answered too late, or given up. */
  missed: number
  /** Of those that completed in it; null where none did. */
  meanSeconds: number | null
  p99Seconds: number | null
  /** Means over the stretch. */
  busy: number
  waiting: number
  instances: number
  /** Busy slots / slots of instances that were up; null where none was. */
  utilization: number | null
  /** Null where the model has none. */
  scans: ScanWindow | null
}

/** What is seen of a system while it runs. */
export interface Measurements {
  arrived(now: number): void
  tried(): void
  retried(): void
  failed(why: Failure): void
  gaveUp(now: number): void
  answered(responseSeconds: number, waitSeconds: number, now: number): void
  busy(by: number, now: number): void
  waiting(by: number, now: number): void
  /** Slots of instances that are up, and instances that are paid for. */
  slots(by: number, now: number): void
  instances(by: number, now: number): void
  /** Busy slots and slots x time since the start. */
  areas(now: number): { busy: number; slots: number }
  /** Forgets all until now. */
  begin(now: number): void
  closeWindow(now: number, scans: ScanWindow | null): void
  finish(now: number): Measured
}

/** All that was measured; histograms in microseconds. */
export interface Measured {
  counts: SimulationCounts
  /** From first arrival to answer; and the wait of the try that was answered. */
  response: HdrHistogram
  wait: HdrHistogram
  meanResponseSeconds: number | null
  meanWaitSeconds: number | null
  /** Busy slots / slots of instances that were up; null where none was. */
  utilization: number | null
  meanWaiting: number
  meanInSystem: number
  /** Of all that were paid for: starting and draining ones too. */
  instanceSeconds: number
  measuredSeconds: number
  windows: SimulationWindow[]
}

const microseconds = 1e6

/** Measures a system that begins empty, with so many instances of so many slots up. */
export function measurements(
  instances: number,
  slotsEach: number,
  slo: SimulationModel['slo'],
): Measurements {
  const levels = {
    busy: levelOf(0),
    waiting: levelOf(0),
    inSystem: levelOf(0),
    slots: levelOf(instances * slotsEach),
    instances: levelOf(instances),
  }
  const sinceStart = { busy: 0, slots: 0 }
  const total = { busy: 0, waiting: 0, inSystem: 0, slots: 0, instances: 0 }
  const [response, wait, windowResponse] = [hdrHistogram(), hdrHistogram(), hdrHistogram()]
  const windows: SimulationWindow[] = []
  let counts = noCounts()
  let sums = { response: 0, wait: 0 }
  let window = emptyWindow(0)
  let fromSeconds = 0
  /** Of the present window, where others looked in between. */
  let ofWindow = noAreas()

  /** What the levels added up to since the last look, which the totals keep. */
  function look(now: number): Record<keyof typeof levels, number> {
    const areas = {
      busy: takeArea(levels.busy, now),
      waiting: takeArea(levels.waiting, now),
      inSystem: takeArea(levels.inSystem, now),
      slots: takeArea(levels.slots, now),
      instances: takeArea(levels.instances, now),
    }
    sinceStart.busy += areas.busy
    sinceStart.slots += areas.slots
    total.busy += areas.busy
    total.waiting += areas.waiting
    total.inSystem += areas.inSystem
    total.slots += areas.slots
    total.instances += areas.instances
    return areas
  }

  function keep(areas: ReturnType<typeof noAreas>): void {
    ofWindow.busy += areas.busy
    ofWindow.waiting += areas.waiting
    ofWindow.slots += areas.slots
    ofWindow.instances += areas.instances
  }

  function missed(): void {
    counts.missed++
    window.missed++
  }

  return {
    arrived(now) {
      counts.arrived++
      window.arrived++
      changeLevel(levels.inSystem, 1, now)
    },
    tried() {
      counts.attempts++
    },
    retried() {
      counts.retries++
    },
    failed(why) {
      counts.failed[why]++
    },
    gaveUp(now) {
      counts.gaveUp++
      window.gaveUp++
      if (slo !== null) missed()
      changeLevel(levels.inSystem, -1, now)
    },
    answered(responseSeconds, waitSeconds, now) {
      counts.completed++
      sums.response += responseSeconds
      sums.wait += waitSeconds
      const us = Math.round(responseSeconds * microseconds)
      recordValue(response, us)
      recordValue(wait, Math.round(waitSeconds * microseconds))
      window.completed++
      window.sum += responseSeconds
      recordValue(windowResponse, us)
      if (slo !== null && responseSeconds > slo.atMostSeconds) missed()
      changeLevel(levels.inSystem, -1, now)
    },
    busy: (by, now) => changeLevel(levels.busy, by, now),
    waiting: (by, now) => changeLevel(levels.waiting, by, now),
    slots: (by, now) => changeLevel(levels.slots, by, now),
    instances: (by, now) => changeLevel(levels.instances, by, now),
    areas(now) {
      keep(look(now))
      return sinceStart
    },
    begin(now) {
      keep(look(now))
      Object.assign(total, { busy: 0, waiting: 0, inSystem: 0, slots: 0, instances: 0 })
      clearHistogram(response)
      clearHistogram(wait)
      counts = noCounts(levels.inSystem.value)
      sums = { response: 0, wait: 0 }
      fromSeconds = now
    },
    closeWindow(now, scans) {
      keep(look(now))
      const areas = ofWindow
      ofWindow = noAreas()
      const { sum, ...seen } = window
      const length = now - seen.fromSeconds
      const p99 = hdrQuantile(windowResponse, 0.99)
      windows.push({
        ...seen,
        meanSeconds: seen.completed === 0 ? null : sum / seen.completed,
        p99Seconds: p99 === null ? null : p99 / microseconds,
        busy: areas.busy / length,
        waiting: areas.waiting / length,
        instances: areas.instances / length,
        utilization: areas.slots === 0 ? null : areas.busy / areas.slots,
        scans,
      })
      if (p99 !== null) clearHistogram(windowResponse)
      window = emptyWindow(now)
    },
    finish(now) {
      look(now)
      const measuredSeconds = now - fromSeconds
      const { completed } = counts
      return {
        counts: { ...counts, inFlight: levels.inSystem.value },
        response,
        wait,
        meanResponseSeconds: completed === 0 ? null : sums.response / completed,
        meanWaitSeconds: completed === 0 ? null : sums.wait / completed,
        utilization: total.slots === 0 ? null : total.busy / total.slots,
        meanWaiting: total.waiting / measuredSeconds,
        meanInSystem: total.inSystem / measuredSeconds,
        instanceSeconds: total.instances,
        measuredSeconds,
        windows,
      }
    },
  }
}

function noAreas(): { busy: number; waiting: number; slots: number; instances: number } {
  return { busy: 0, waiting: 0, slots: 0, instances: 0 }
}

function emptyWindow(fromSeconds: number) {
  return { fromSeconds, arrived: 0, completed: 0, gaveUp: 0, missed: 0, sum: 0 }
}
