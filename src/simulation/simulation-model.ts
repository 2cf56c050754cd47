import type { BalancerName } from '../balancing/index.ts'
import type { HpaRules } from '../scaling/index.ts'
import type { ArrivalModel, ServiceModel } from './draws/index.ts'

/** How a request finds its instance: a queue that all share, or one of `src/balancing` and a queue at each instance. */
export type Distribution = 'shared' | BalancerName

/** Who changes the number of instances, from what was measured up to `delaySeconds` ago. */
export type AutoscalerModel = {
  minReplicas: number
  maxReplicas: number
  /** Between two looks. */
  everySeconds: number
  /** How old the metric is, and over how long it is taken. */
  delaySeconds: number
  metricSeconds: number
} & (
  | {
      kind: 'hpa'
      /** Per cent of what is requested, which is all slots of an instance. */
      targetUtilization: number
      tolerance: number
      scaleUp: HpaRules | null
      scaleDown: HpaRules | null
    }
  /** The guide's rule: one more above the target, one fewer below half of it. */
  | { kind: 'guide'; targetLoad: number }
  /** As many as bring the utilization to the target, down only after a while. */
  | { kind: 'target-tracking'; targetUtilization: number; downAfterSeconds: number }
)

/** A system to simulate; times in seconds. */
export interface SimulationModel {
  arrivals: ArrivalModel
  service: ServiceModel
  fleet: {
    instances: number
    /** What an instance works on at once. */
    slots: number
    distribution: Distribution
    /** Places to wait at each instance (in the shared queue: for each instance); null: without end. */
    queueLimit: number | null
    zones: number
    /** From the start of a new instance until it takes work. */
    startSeconds: number
    /** In turn, over the instances; all 1 where not given. */
    weights?: readonly number[]
    /** From a tenth to all of its weight, for an instance that starts or comes back; 0 where not given. */
    slowReturnSeconds?: number
  }
  /** Who waits longer gives up; what is in service then is done for nobody. */
  timeoutSeconds: number | null
  retries: {
    /** Tries in all. */
    attempts: number
    /** So many retries for each request in the mean, and ten more. */
    budget: number
    /** Before the second try; doubled before each further one, and drawn between half and all of it. */
    backoffSeconds: number
  } | null
  /** Each instance fails by itself. */
  failures: { meanUpSeconds: number; meanDownSeconds: number } | null
  /** A whole zone fails once. */
  zoneLoss: { atSeconds: number; forSeconds: number; zone: number } | null
  /** A share of requests needs no database and only this service time. */
  cache: { hitRatio: number; service: ServiceModel } | null
  /** After its own work an instance holds one of so many connections, and waits for one where all are taken. */
  database: { connections: number; service: ServiceModel } | null
  /** Jobs that answered requests leave in a queue; workers take them first come first served. */
  scans: {
    /** Of the answered requests, those that leave a job: 0 to 1. */
    share: number
    /** One job at a time each. They fail as instances do, each by itself; a lost zone leaves them. */
    workers: number
    service: ServiceModel
    /** Jobs that may wait, those whose worker failed among them; more are refused, and lost. Null: without end. */
    queueLimit: number | null
    /** From the failure of a worker until its job is first in the queue again, to be done anew; null: at once. */
    redeliverySeconds: number | null
  } | null
  /** Null: the fleet stays as it is. */
  autoscaler: AutoscalerModel | null
  /** Who is answered later, or never, was missed; null: nobody counts them. */
  slo: { atMostSeconds: number } | null
  durationSeconds: number
  /** Left out of all figures. */
  warmUpSeconds: number
  /** Of the series over time; null: none. */
  windowSeconds: number | null
}
