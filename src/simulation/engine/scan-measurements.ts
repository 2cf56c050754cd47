import { clearHistogram, type HdrHistogram, hdrHistogram, recordValue } from '../../metrics/index.ts'
import { changeLevel, levelOf, takeArea } from './level.ts'

/** What became of all jobs. Always: queuedBefore + queued = done + waiting + running. */
export interface ScanCounts {
  /** In the queue or in hand when the count began. */
  queuedBefore: number
  queued: number
  done: number
  /** Found the queue full. */
  refused: number
  /** Came back because their worker failed, each time by itself. */
  redelivered: number
  /** At the end; those among them whose worker failed and that are not back yet. */
  waiting: number
  running: number
}

/** What was measured of the jobs that requests left; histograms in microseconds. */
export interface SimulationScans {
  counts: ScanCounts
  /** From queued until the work on it that came to its end began, and until that end. */
  wait: HdrHistogram
  total: HdrHistogram
  meanWaitSeconds: number | null
  meanTotalSeconds: number | null
  /** Jobs that wait. */
  meanBacklog: number
  largestBacklog: number
  /** Of those that wait at the end; null where none does. */
  oldestSeconds: number | null
  /** Workers with a job / workers that were up; null where none was. */
  utilization: number | null
}

/** A stretch of simulated time. */
export interface ScanWindow {
  /** Jobs that wait, in the mean. */
  backlog: number
  done: number
}

/** What is seen of jobs while they run. */
export interface ScanMeasurements {
  /** Now. */
  readonly waiting: number
  queued(now: number): void
  refused(): void
  /** From the queue into the hands of a worker. */
  served(now: number): void
  done(queuedAt: number, beganAt: number, now: number): void
  /** Its worker failed: it waits again. */
  dropped(now: number): void
  redelivered(): void
  /** Workers that are up. */
  workers(by: number, now: number): void
  /** Forgets all until now. */
  begin(now: number): void
  closeWindow(now: number): ScanWindow
  finish(now: number, oldestSince: number | null): SimulationScans
}

const microseconds = 1e6
/** Backlogs of a weekend are worth a figure. */
const longestUs = 100 * 86_400 * microseconds

/** Measures an empty queue before so many workers, all of them up. */
export function scanMeasurements(workers: number): ScanMeasurements {
  const levels = { waiting: levelOf(0), running: levelOf(0), up: levelOf(workers) }
  const total = { waiting: 0, running: 0, up: 0 }
  const histograms = {
    wait: hdrHistogram({ highest: longestUs }),
    total: hdrHistogram({ highest: longestUs }),
  }
  let counts = noCounts(0)
  let sums = { wait: 0, total: 0 }
  let largestBacklog = 0
  let fromSeconds = 0
  let window = { fromSeconds: 0, waiting: 0, done: 0 }

  function look(now: number): void {
    noteLargest(now)
    const waiting = takeArea(levels.waiting, now)
    total.waiting += waiting
    total.running += takeArea(levels.running, now)
    total.up += takeArea(levels.up, now)
    window.waiting += waiting
  }

  /** A job that begins as it comes was never a backlog. */
  function noteLargest(now: number): void {
    const { value, sinceSeconds } = levels.waiting
    if (now > sinceSeconds && value > largestBacklog) largestBacklog = value
  }

  function wait(by: number, now: number): void {
    noteLargest(now)
    changeLevel(levels.waiting, by, now)
  }

  return {
    get waiting() {
      return levels.waiting.value
    },
    queued(now) {
      counts.queued++
      wait(1, now)
    },
    refused() {
      counts.refused++
    },
    served(now) {
      wait(-1, now)
      changeLevel(levels.running, 1, now)
    },
    done(queuedAt, beganAt, now) {
      changeLevel(levels.running, -1, now)
      counts.done++
      window.done++
      sums.wait += beganAt - queuedAt
      sums.total += now - queuedAt
      recordValue(histograms.wait, Math.round((beganAt - queuedAt) * microseconds))
      recordValue(histograms.total, Math.round((now - queuedAt) * microseconds))
    },
    dropped(now) {
      changeLevel(levels.running, -1, now)
      wait(1, now)
    },
    redelivered() {
      counts.redelivered++
    },
    workers: (by, now) => changeLevel(levels.up, by, now),
    begin(now) {
      look(now)
      Object.assign(total, { waiting: 0, running: 0, up: 0 })
      clearHistogram(histograms.wait)
      clearHistogram(histograms.total)
      counts = noCounts(levels.waiting.value + levels.running.value)
      sums = { wait: 0, total: 0 }
      largestBacklog = 0
      fromSeconds = now
    },
    closeWindow(now) {
      look(now)
      const { waiting, done } = window
      const backlog = waiting / (now - window.fromSeconds)
      window = { fromSeconds: now, waiting: 0, done: 0 }
      return { backlog, done }
    },
    finish(now, oldestSince) {
      look(now)
      const { done } = counts
      return {
        counts: { ...counts, waiting: levels.waiting.value, running: levels.running.value },
        ...histograms,
        meanWaitSeconds: done === 0 ? null : sums.wait / done,
        meanTotalSeconds: done === 0 ? null : sums.total / done,
        meanBacklog: total.waiting / (now - fromSeconds),
        largestBacklog,
        oldestSeconds: oldestSince === null ? null : now - oldestSince,
        utilization: total.up === 0 ? null : total.running / total.up,
      }
    },
  }
}

function noCounts(queuedBefore: number): ScanCounts {
  return { queuedBefore, queued: 0, done: 0, refused: 0, redelivered: 0, waiting: 0, running: 0 }
}
