import { OperatorError } from '../../core/index.ts'
import type { LoadRun } from '../../traffic/index.ts'

interface NamedRun {
  name: string
  run: LoadRun
}

/** Throws OperatorError (exit 2) where one run is there twice: it would be counted twice. */
export function assertDistinct(found: readonly NamedRun[]): void {
  const seen = new Map<string, string>()
  for (const { name, run } of found) {
    const { startedEpochMs, measuredSeconds, plan, tally } = run
    const key = JSON.stringify([
      startedEpochMs,
      measuredSeconds,
      plan.seed,
      tally.receivedBytes,
      tally.sentBytes,
    ])
    const other = seen.get(key)
    if (other !== undefined)
      throw new OperatorError({
        sentence: other === name ? `${name} was given twice.` : `${other} and ${name} hold the same run.`,
        hint: 'Give each result once.',
      })
    seen.set(key, name)
  }
}

/** Why the sum of these runs may say nothing: they did not load the same, or not at the same time. */
export function mergeDoubts(found: readonly NamedRun[]): string[] {
  const [first, ...others] = found
  if (first === undefined) return []
  const differing = others.filter(({ run }) => loadOf(run) !== loadOf(first.run)).map(({ name }) => name)
  const ends = found.map(({ run }) => run.startedEpochMs + run.measuredSeconds * 1000)
  const latestBegin = Math.max(...found.map(({ run }) => run.startedEpochMs))
  return [
    ...(differing.length === 0
      ? []
      : [
          `${differing.join(', ')} sent other requests than ${first.name}, or elsewhere: the sum describes neither.`,
        ]),
    ...(Math.min(...ends) > latestBegin
      ? []
      : [
          'These runs were not under way at the same time: rates add up to a load that the target never had.',
        ]),
  ]
}

function loadOf({ plan: { targets, requests, scenario, protocol } }: LoadRun): string {
  return JSON.stringify([
    targets.map(({ name }) => name),
    requests.map(({ method, path }) => [method, path]),
    scenario?.name ?? null,
    protocol,
  ])
}
