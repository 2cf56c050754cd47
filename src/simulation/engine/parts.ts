import { type Random, seededRandom } from '../../core/index.ts'
import type { SimulationModel } from '../simulation-model.ts'
import { type Deadlines, deadlines } from './deadlines.ts'
import { type EventHeap, eventHeap } from './event-heap.ts'
import { createFleet, type Fleet } from './fleet.ts'
import { type Lines, waitingLines } from './lines.ts'
import { type Measurements, measurements } from './measurements.ts'
import { type RequestPool, requestPool } from './request-pool.ts'

/** What may happen, by its number in the heap. */
export const happening = {
  workDone: 0,
  send: 1,
  enter: 2,
  databaseDone: 3,
  fail: 4,
  repaired: 5,
  zoneLost: 6,
  zoneBack: 7,
  ready: 8,
  look: 9,
  scanDone: 10,
  workerFails: 11,
  workerRepaired: 12,
  redeliver: 13,
} as const

/** Streams of random numbers, so that two models that differ in one thing share all the others. At most 15: see `seedOfRun`. */
const streams = [
  'arrivals',
  'service',
  'balance',
  'failures',
  'backoff',
  'cache',
  'database',
  'think',
  'scans',
  'scanWork',
  'scanFailures',
] as const

/** What a system in motion is made of. */
export interface Parts {
  model: SimulationModel
  random: Record<(typeof streams)[number], Random>
  clock: { now: number }
  heap: EventHeap
  pool: RequestPool
  due: Deadlines
  fleet: Fleet
  lines: Lines
  seen: Measurements
}

/** Line 0 is that of the shared queue, 1 that of the database; instance i waits in line i + 2. */
export const sharedLine = 0
export const databaseLine = 1
export const firstLine = 2

/** The parts of a model at time 0, empty. */
export function partsOf(model: SimulationModel, seed: number): Parts {
  const random = Object.fromEntries(
    streams.map((name, index) => [name, seededRandom(seed + (index + 1) * 2 ** 32)]),
  ) as Parts['random']
  const pool = requestPool()
  const clock = { now: 0 }
  const { instances, slots } = model.fleet
  return {
    model,
    random,
    clock,
    heap: eventHeap(),
    pool,
    due: deadlines(),
    fleet: createFleet(model.fleet, random.balance, clock),
    lines: waitingLines(pool, firstLine + instances),
    seen: measurements(instances, slots, model.slo),
  }
}
