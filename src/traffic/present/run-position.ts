import { formatQuantity } from '../../report/index.ts'
import type { LoadPlan } from '../plan/index.ts'
import { stagesSeconds } from '../schedule/index.ts'
import { clockTime } from './clock-time.ts'

/** Where a run is, and how much of it is left. */
export interface Position {
  /** Of the measured time; 0 and below in the warm-up. */
  atSeconds: number
  /** Null where a number of requests ends it, and nobody knows when. */
  totalSeconds: number | null
  secondsLeft: number | null
  isWarmingUp: boolean
  /** From 1; null in a closed model. */
  stage: number | null
  stages: number
  /** `0:12 of 0:30` */
  text: string
}

/** The second that ends with the warm-up may end a moment late. */
const beginSeconds = 0.25

/** The position at a moment of the measured time, by which so many requests were answered. */
export function positionOf(plan: LoadPlan, atSeconds: number, answered: number): Position {
  const { model } = plan
  const isWarmingUp = atSeconds < beginSeconds && plan.warmupSeconds > 0
  const requests = model.kind === 'closed' ? model.requests : null
  const totalSeconds =
    model.kind === 'open' ? stagesSeconds(model.stages) : requests === null ? model.seconds : null
  const common = {
    atSeconds,
    totalSeconds,
    isWarmingUp,
    stage: model.kind === 'open' ? stageAt(model.stages, atSeconds) : null,
    stages: model.kind === 'open' ? model.stages.length : 0,
  }
  if (isWarmingUp) return { ...common, secondsLeft: -atSeconds, text: 'warming up' }
  if (totalSeconds !== null && atSeconds >= totalSeconds + 0.5)
    return { ...common, secondsLeft: null, text: 'waiting for the last answers' }
  if (totalSeconds !== null)
    return {
      ...common,
      secondsLeft: Math.max(0, totalSeconds - atSeconds),
      text: `${clockTime(atSeconds)} of ${clockTime(totalSeconds)}`,
    }
  return {
    ...common,
    // At the rate that it had so far.
    secondsLeft: answered > 0 ? ((requests ?? 0) - answered) * (atSeconds / answered) : null,
    text: `${formatQuantity(answered)} of ${formatQuantity(requests ?? 0)} requests`,
  }
}

function stageAt(stages: readonly { seconds: number }[], atSeconds: number): number {
  let end = 0
  // A second belongs to the stage in which it ended.
  for (const [index, { seconds }] of stages.entries()) {
    end += seconds
    if (atSeconds <= end) return index + 1
  }
  return stages.length
}
