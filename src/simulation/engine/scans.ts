import { serviceDraw } from '../draws/index.ts'
import { waitingLines } from './lines.ts'
import { happening, type Parts } from './parts.ts'
import { requestPool, requestState } from './request-pool.ts'
import { type ScanMeasurements, type SimulationScans, scanMeasurements } from './scan-measurements.ts'

/** The queue of jobs that answered requests leave, and the workers behind it. */
export interface Scans extends Pick<ScanMeasurements, 'begin' | 'closeWindow'> {
  /** A request has its answer, and may leave a job. */
  answered(): void
  done(job: number): void
  fail(worker: number): void
  repaired(worker: number): void
  redeliver(job: number): void
  finish(now: number): SimulationScans
}

const none = -1
/** What came back is before what never was in hand. */
const [returnedLine, newLine] = [0, 1]

/** Null where the model has none; puts the first failures of its workers into the heap. */
export function scansOf({ model, random, clock, heap }: Parts): Scans | null {
  const { scans, failures } = model
  if (scans === null) return null
  const { share, workers, redeliverySeconds } = scans
  const queueLimit = scans.queueLimit ?? Number.POSITIVE_INFINITY
  const draw = serviceDraw(scans.service, random.scanWork)
  const jobs = requestPool()
  const lines = waitingLines(jobs, 2)
  const seen = scanMeasurements(workers)
  const inHand = new Int32Array(workers).fill(none)
  const idle = Array.from({ length: workers }, (_, worker) => worker)
  const after = (meanSeconds: number): number =>
    clock.now - meanSeconds * Math.log(1 - random.scanFailures.next())

  function wait(job: number, line: number): void {
    jobs.state[job] = requestState.waiting
    lines.append(line, job)
    serveNext()
  }

  function serveNext(): void {
    while (idle.length > 0) {
      const returned = lines.take(returnedLine)
      const job = returned === none ? lines.take(newLine) : returned
      if (job === none) return
      serve(job, idle.pop() ?? 0)
    }
  }

  function serve(job: number, worker: number): void {
    seen.served(clock.now)
    inHand[worker] = job
    jobs.instance[job] = worker
    jobs.state[job] = requestState.serving
    jobs.beganAt[job] = clock.now
    const ends = clock.now + draw()
    jobs.endsAt[job] = ends
    heap.put(ends, happening.scanDone, job)
  }

  function redeliver(job: number): void {
    seen.redelivered()
    wait(job, returnedLine)
  }

  function oldestSince(): number | null {
    let oldest = Number.POSITIVE_INFINITY
    for (let job = 0; job < jobs.reach; job++) {
      const waits = jobs.state[job] === requestState.waiting || jobs.state[job] === requestState.away
      if (waits) oldest = Math.min(oldest, jobs.arrivedAt[job] ?? 0)
    }
    return oldest === Number.POSITIVE_INFINITY ? null : oldest
  }

  if (failures !== null)
    for (let worker = 0; worker < workers; worker++)
      heap.put(after(failures.meanUpSeconds), happening.workerFails, worker)
  return {
    answered() {
      if (random.scans.next() >= share) return
      if (idle.length === 0 && seen.waiting >= queueLimit) return seen.refused()
      const job = jobs.take()
      jobs.arrivedAt[job] = clock.now
      seen.queued(clock.now)
      wait(job, newLine)
    },
    done(job) {
      // Where its worker failed, this end is out of date.
      if (jobs.endsAt[job] !== clock.now || jobs.state[job] !== requestState.serving) return
      const worker = jobs.instance[job] ?? 0
      seen.done(jobs.arrivedAt[job] ?? 0, jobs.beganAt[job] ?? 0, clock.now)
      inHand[worker] = none
      jobs.give(job)
      idle.push(worker)
      serveNext()
    },
    fail(worker) {
      if (failures === null) return
      seen.workers(-1, clock.now)
      const job = inHand[worker] ?? none
      if (job === none) idle.splice(idle.indexOf(worker), 1)
      else {
        seen.dropped(clock.now)
        inHand[worker] = none
        jobs.state[job] = requestState.away
        if (redeliverySeconds === null) redeliver(job)
        else heap.put(clock.now + redeliverySeconds, happening.redeliver, job)
      }
      heap.put(after(failures.meanDownSeconds), happening.workerRepaired, worker)
    },
    repaired(worker) {
      if (failures === null) return
      seen.workers(1, clock.now)
      idle.push(worker)
      serveNext()
      heap.put(after(failures.meanUpSeconds), happening.workerFails, worker)
    },
    redeliver,
    begin: seen.begin,
    closeWindow: seen.closeWindow,
    finish: (now) => seen.finish(now, oldestSince()),
  }
}
