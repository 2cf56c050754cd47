import type { Quantity } from '../../core/index.ts'
import type {
  AutoscalerModel,
  ComparedFigure,
  Distribution,
  Failure,
  SimulatedVerdict,
  SimulationCounts,
  SimulationEstimate,
  SimulationWindow,
} from '../../simulation/index.ts'

/** What a system is said to do; times in seconds, each figure with the interval of its runs. */
export interface SimulatedFigures {
  runs: number
  isPrecise: boolean
  /** Of all runs together, and events that happened in them. */
  counts: SimulationCounts
  events: number
  meanResponseSeconds: SimulationEstimate | null
  meanWaitSeconds: SimulationEstimate | null
  /** By `p50`, `p90`, `p95`, `p99`, `p99.9`. */
  responseSecondsAt: Record<string, SimulationEstimate | null>
  utilization: SimulationEstimate | null
  meanWaiting: SimulationEstimate
  meanInSystem: SimulationEstimate
  completedPerSecond: SimulationEstimate
  /** Of all requests that came: not answered; and not answered within the limit of the response time. */
  gaveUpShare: SimulationEstimate
  missedShare: SimulationEstimate | null
  /** Of all tries. */
  failedShare: Record<Failure, SimulationEstimate>
  instances: SimulationEstimate
  cost: Quantity | null
  slo: { term: string; verdict: SimulatedVerdict; measured: SimulationEstimate | null }[]
  scans: SimulatedScans | null
}

/** What became of the scans behind the message queue. */
export interface SimulatedScans {
  queued: number
  done: number
  refused: number
  redelivered: number
  meanWaitSeconds: SimulationEstimate | null
  waitSecondsAt: Record<string, SimulationEstimate | null>
  meanBacklog: SimulationEstimate
  largestBacklog: number
  utilization: SimulationEstimate | null
}

/** The system that was simulated, as far as it is not said by the input. */
export interface SimulatedSystem {
  arrivals: { kind: string; meanPerSecond: number | null }
  service: { kind: string; meanSeconds: number; scv: number | null; because: string }
  instances: number
  slots: number
  distribution: Distribution
  autoscaler: AutoscalerModel['kind'] | null
  durationSeconds: number
  warmUpSeconds: number
}

/** What `simulate` hands back: the figures of one system, of several side by side, of the fewest instances, or of a curve. */
export interface SimulateData {
  system: SimulatedSystem
  seed: number
  level: number
  precision: number
  /** One system: alone, or the fewest instances that hold. */
  figures: SimulatedFigures | null
  /** Of its first run, over time. */
  timeline: SimulationWindow[] | null
  compared:
    | {
        name: string
        figures: SimulatedFigures
        /** Against the first one; none of the first itself. */
        differences: {
          figure: ComparedFigure
          difference: SimulationEstimate
          verdict: 'lower' | 'higher' | 'same'
        }[]
      }[]
    | null
  fewest: {
    instances: number | null
    trials: { instances: number; verdict: SimulatedVerdict; figures: SimulatedFigures }[]
  } | null
  /** By the value that was swept; without figures where the system is not stable. */
  sweep: { axis: string; points: { value: number; figures: SimulatedFigures | null }[] } | null
}
