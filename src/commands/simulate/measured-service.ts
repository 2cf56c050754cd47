import { hdrStretches } from '../../metrics/index.ts'
import type { ServiceModel } from '../../simulation/index.ts'
import type { Context } from '../command.ts'
import { measuredAnswers } from '../measured-answers.ts'

/** Service times out of a load test, and what to doubt in them. */
export interface MeasuredService {
  service: ServiceModel
  answers: number
  doubts: string[]
}

/** Fewer answers do not tell a p99. */
const fewAnswers = 1000

/** The times of all good answers, or of those to `request`. Throws OperatorError (exit 2) where the file has none. */
export function measuredService(
  file: string,
  request: string | undefined,
  context: Context,
): MeasuredService {
  const { name, times, isAlone } = measuredAnswers(file, request, context)
  return {
    service: {
      kind: 'empirical',
      stretches: hdrStretches(times).map(({ from, to, count }) => ({
        fromSeconds: from / 1e6,
        toSeconds: to / 1e6,
        count,
      })),
    },
    answers: times.total,
    doubts: [
      ...(isAlone
        ? []
        : [
            `The answers in ${name} may have waited at the target: what is measured with --users 1 is service alone.`,
          ]),
      ...(times.total < fewAnswers
        ? [`${name} holds ${times.total} answers only: measure at least ${fewAnswers} for a p99.`]
        : []),
    ],
  }
}
