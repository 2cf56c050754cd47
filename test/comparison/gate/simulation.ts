import type { PairOrder } from '../../../src/comparison/index.ts'
import type { Random } from '../../../src/core/index.ts'
import { burstSeconds, type Scenario, slowProcessRatio } from './scenarios.ts'

/** A machine whose speed wanders, and processes that start on it; all in log time. */
export interface SimulatedMachine {
  /** Lets time pass, and says how much slower than its normal the machine is then. */
  after(seconds: number): number
  /** What a process that starts now has by itself. */
  process(): number
}

export function simulatedMachine(scenario: Scenario, random: Random): SimulatedMachine {
  const { machineSd, machinePhi, processSd, burstsPerSecond, slowProcesses } = scenario
  let wander = machineSd * random.normal()
  // A machine is met in the middle of a burst as often as it is in one.
  const inBurst = burstsPerSecond * burstSeconds
  let burst = random.next() < inBurst / (1 + inBurst) ? burstSize(random) : 0
  const step = stepOf(machinePhi)
  return {
    after(seconds) {
      const { kept, fresh, ends } = step(seconds)
      wander = kept * wander + fresh * machineSd * random.normal()
      if (burstsPerSecond > 0) {
        if (burst > 0) {
          if (random.next() < ends) burst = 0
        } else if (random.next() < burstsPerSecond * seconds) burst = burstSize(random)
      }
      return wander + burst
    },
    process() {
      const own = processSd * random.normal()
      return slowProcesses > 0 && random.next() < slowProcesses ? own + Math.log(1 + slowProcessRatio) : own
    },
  }
}

function burstSize(random: Random): number {
  return Math.log(1.1 + 0.5 * random.next())
}

/** What so much time does: how much of the wandering it keeps and adds, and the chance that a burst ends. Two times are asked for in turn. */
function stepOf(phi: number): (seconds: number) => Step {
  let last = stepIn(phi, 0)
  let other = last
  return (seconds) => {
    if (last.seconds === seconds) return last
    const next = other.seconds === seconds ? other : stepIn(phi, seconds)
    other = last
    last = next
    return next
  }
}

interface Step {
  seconds: number
  kept: number
  fresh: number
  ends: number
}

function stepIn(phi: number, seconds: number): Step {
  const kept = Math.exp(seconds * Math.log(phi))
  return { seconds, kept, fresh: Math.sqrt(1 - kept * kept), ends: 1 - Math.exp(-seconds / burstSeconds) }
}

/** What is simulated; effects are ln(head / base). */
export interface Experiment {
  scenario: Scenario
  /** Benchmarks that each process measures one after another; 1. */
  benchmarks?: number
  /** How long each of them is measured; half a second. */
  benchmarkSeconds?: number
  /** By how much the first benchmark really got slower. */
  effect?: number
  /** What the second process of a pair loses, in log time. */
  secondSlotPenalty?: number
  /** What everything in base gains, the control too. */
  baseBias?: number
  /** How much of the last pair's own ratio lasts in the next pair, in every benchmark. */
  carriedOver?: number
}

const controlSeconds = 0.05

/** Pairs as a gate measures them: `logRatios[k]` of each benchmark and `control` are filled by one number with each pair. */
export interface PairSource {
  logRatios: readonly Float64Array[]
  control: Float64Array
  /** Measures up to `pairs` pairs of the benchmarks that `isOpen`. */
  measure(pairs: number, isOpen: (benchmark: number) => boolean): void
}

/** Pairs of fresh processes on a simulated machine, in the order given. */
export function simulatedPairs(
  experiment: Experiment,
  order: readonly PairOrder[],
  random: Random,
): PairSource {
  const { scenario, benchmarks = 1, benchmarkSeconds = 0.5, effect = 0, carriedOver = 0 } = experiment
  const { secondSlotPenalty = 0, baseBias = 0 } = experiment
  const machine = simulatedMachine(scenario, random)
  const logRatios = Array.from({ length: benchmarks }, () => new Float64Array(order.length))
  const control = new Float64Array(order.length)
  let measured = 0
  const measureProcess = (isHead: boolean, isSecond: boolean, isOpen: readonly boolean[]): void => {
    const sign = isHead ? 1 : -1
    const place = (isSecond ? secondSlotPenalty : 0) - (isHead ? 0 : baseBias)
    const time = machine.after(controlSeconds) + machine.process() + place
    control[measured] = (control[measured] ?? 0) + sign * time
    for (let k = 0; k < benchmarks; k++) {
      const own = logRatios[k]
      if (own === undefined || isOpen[k] !== true) continue
      const ownTime = machine.after(benchmarkSeconds) + machine.process() + place
      own[measured] = (own[measured] ?? 0) + sign * ownTime
    }
  }
  const addEffects = (): void => {
    for (let k = 0; k < benchmarks; k++) {
      const own = logRatios[k]
      if (own === undefined) continue
      const lasting = carriedOver === 0 || measured === 0 ? 0 : carriedOver * (own[measured - 1] ?? 0)
      own[measured] = (own[measured] ?? 0) + lasting + (k === 0 ? effect : 0)
    }
  }
  return {
    logRatios,
    control,
    measure(pairs, isOpen) {
      const open = logRatios.map((_, k) => isOpen(k))
      for (; measured < pairs; measured++) {
        const isHeadFirst = order[measured] === 'head-first'
        measureProcess(isHeadFirst, false, open)
        measureProcess(!isHeadFirst, true, open)
        addEffects()
      }
    },
  }
}
