import { OperatorError } from '../../core/index.ts'
import {
  type BusyRule,
  type Recommended,
  type RecommendTerms,
  type ScaledWorkload,
  withoutHistory,
} from '../../scaling/index.ts'
import { planningThreads } from '../../services/index.ts'

/** Takes workloads no faster than threads plan them. */
export interface PlanningLine {
  /**
   * Resolves once there is place for another; `keep` gets what was found, unless an interruption comes before. Rejects with what went wrong with
   * any of them.
   */
  put(workload: ScaledWorkload, keep: (one: Recommended) => void): Promise<void>
  /** Resolves once all are planned. */
  over(): Promise<void>
  close(): Promise<void>
}

/** A line before so many threads. */
export function planningLine(
  wish: { threads: number; signal: AbortSignal },
  { model, goal: { limits, ...goal }, leastReplicas }: RecommendTerms,
  busy: BusyRule,
): PlanningLine {
  const threads = planningThreads(wish)
  const { busyAtMost: _busy, staying: _staying, ...data } = limits
  const underWay = new Set<Promise<void>>()
  const problems: unknown[] = []
  const plan = async (workload: ScaledWorkload, keep: (one: Recommended) => void): Promise<void> => {
    try {
      const order = { workload, model, goal: { ...goal, limits: data }, busy, leastReplicas }
      keep({ workload: withoutHistory(workload), ...(await threads.run(order)) })
    } catch (error) {
      if (!(error instanceof OperatorError && error.exitCode === 130)) problems.push(error)
    }
  }
  const assertNone = (): void => {
    if (problems.length > 0) throw problems[0]
  }
  return {
    async put(workload, keep) {
      const planning: Promise<void> = plan(workload, keep).finally(() => underWay.delete(planning))
      underWay.add(planning)
      // One more than there are threads, so that none waits for its next workload.
      if (underWay.size > threads.width) await Promise.race(underWay)
      assertNone()
    },
    async over() {
      await Promise.all(underWay)
      assertNone()
    },
    close: () => threads.close(),
  }
}
