import { studentT } from '../../metrics/index.ts'

/** What a stretch of time spent, and how many requests were answered in it. */
export interface Stretch {
  spent: number
  answered: number
}

/** An amount a request. Low and high are null where there were too few stretches to say. */
export interface PerRequest {
  value: number
  low: number | null
  high: number | null
  confidence: number
}

const confidence = 0.95
const fewestStretches = 3

/**
 * What one request costs: the sum of what was spent over the sum of what was answered (a ratio estimator, Cochran 1977, 6.4), with
 * Student's t on the residuals of the stretches; `step` is how coarsely what was spent is counted. Null without an answer.
 */
export function serviceDemand(stretches: readonly Stretch[], step: number): PerRequest | null {
  const spent = stretches.reduce((sum, stretch) => sum + stretch.spent, 0)
  const answered = stretches.reduce((sum, stretch) => sum + stretch.answered, 0)
  if (!(answered > 0)) return null
  const value = spent / answered
  const count = stretches.length
  if (count < fewestStretches) return { value, low: null, high: null, confidence }
  const squares = stretches.reduce((sum, stretch) => sum + (stretch.spent - value * stretch.answered) ** 2, 0)
  const error = Math.sqrt((squares * count) / (count - 1)) / answered
  const half = Math.hypot(studentT(1 - (1 - confidence) / 2, count - 1) * error, step / answered)
  return { value, low: Math.max(0, value - half), high: value + half, confidence }
}
