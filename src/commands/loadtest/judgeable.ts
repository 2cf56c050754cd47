import { OperatorError, type SloTerm, suggestion } from '../../core/index.ts'
import { type LoadPlan, modelSeconds } from '../../traffic/index.ts'

/**
 * Throws OperatorError (exit 2) where a limit of --slo could not be judged whatever the run brings: known before anything is sent. In a
 * search each load lasts as long as it has to.
 */
export function assertJudgeable(terms: readonly SloTerm[], plan: LoadPlan, isSearch: boolean): void {
  const names = namesIn(plan)
  for (const term of terms) {
    const { request, metric, overSeconds, text } = term
    if (request !== null && !names.includes(request))
      throw impossible(
        text,
        `there is no request called ${request}`,
        suggestion(request, names, `Name one of ${names.join(', ')}.`),
      )
    if (metric === 'lag' && plan.model.kind === 'closed')
      throw impossible(
        text,
        'users who wait for their answers are never late',
        'Give a --rate, or leave it out.',
      )
    if (overSeconds !== null && !isSearch && overSeconds > modelSeconds(plan.model))
      throw impossible(
        text,
        'its window is longer than the run',
        'Give a longer --duration, or a shorter window.',
      )
  }
}

function impossible(text: string, because: string, hint: string): OperatorError {
  return new OperatorError({
    sentence: `The limit ${JSON.stringify(text)} cannot be judged: ${because}.`,
    hint,
  })
}

/** What latencies go by: requests, the jobs of polls, and the journey as a whole. */
function namesIn({ scenario, requests }: LoadPlan): string[] {
  if (scenario === null) return requests.map(({ name }) => name)
  const steps = [...scenario.login, ...scenario.steps]
  return [
    ...steps.map(({ request }) => request.name),
    ...steps.flatMap(({ poll }) => (poll === null ? [] : [poll.job])),
    ...(scenario.kind === 'journey' ? [scenario.name] : []),
  ]
}
