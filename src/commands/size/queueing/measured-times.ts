import { OperatorError } from '../../../core/index.ts'
import { hdrMoments, hdrQuantile, studentT } from '../../../metrics/index.ts'
import { counted } from '../../../report/index.ts'
import { measuredService, type ServiceTime } from '../../../sizing/index.ts'
import type { Context } from '../../command.ts'
import { measuredAnswers } from '../../measured-answers.ts'

const fewest = 100

/** Service times as a load test measured them, from sending to the answer. Throws OperatorError (exit 2) where the file does not tell them. */
export function serviceFrom(file: string, context: Context): ServiceTime {
  const { name, times } = measuredAnswers(file, undefined, context)
  const moments = hdrMoments(times)
  if (moments === null || times.total < fewest)
    throw new OperatorError({
      sentence: `${name} has ${counted(times.total, 'good answer')}, and a shape of service times needs at least ${fewest}.`,
      hint: 'Run the load test for longer.',
    })
  const { mean, standardDeviation } = moments
  const half = (studentT(0.975, times.total - 1) * standardDeviation) / Math.sqrt(times.total)
  return measuredService({
    meanSeconds: mean / 1e6,
    low: Math.max(0, mean - half) / 1e6,
    high: (mean + half) / 1e6,
    quantile: (p) => (hdrQuantile(times, p) ?? 0) / 1e6,
    because: `${name} measured it ${times.total} times; what waited there counts too`,
  })
}
