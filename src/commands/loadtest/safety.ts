import { OperatorError } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import { type LoadPlan, stagesSeconds } from '../../traffic/index.ts'
import { isLoopback } from './target-of.ts'

/** What a run may do to somebody else's machine before it has to be asked for twice. */
const caps = { ratePerSecond: 2000, connections: 500, seconds: 900 }

/**
 * Throws OperatorError (exit 2) where a target outside this machine was not allowed by name, or where the load is above the caps for such
 * a target and was not forced.
 */
export function assertAllowed(
  plan: LoadPlan,
  { allow, force }: { allow: readonly string[]; force: boolean },
): void {
  const others = plan.targets.filter((target) => !isLoopback(target))
  for (const { host } of others) {
    if (allow.includes(host)) continue
    throw new OperatorError({
      sentence: `${host} is another machine, and nobody allowed to load it.`,
      hint: `If it is yours to load: --allow ${host}.`,
    })
  }
  if (others.length === 0 || force) return
  const { ratePerSecond, connections, seconds } = demandOf(plan)
  const above =
    ratePerSecond > caps.ratePerSecond
      ? `${formatQuantity(ratePerSecond, 'per-second')} is above ${formatQuantity(caps.ratePerSecond, 'per-second')}`
      : connections > caps.connections
        ? `${formatQuantity(connections)} connections are above ${caps.connections}`
        : seconds > caps.seconds
          ? `${formatQuantity(seconds, 'seconds')} is above ${formatQuantity(caps.seconds, 'seconds')}`
          : null
  if (above === null) return
  throw new OperatorError({
    sentence: `That is much for a machine that is not this one: ${above}.`,
    hint: 'Ask for less, or add --force where it is meant.',
  })
}

function demandOf({ model, connections, warmupSeconds }: LoadPlan): typeof caps {
  if (model.kind === 'closed')
    return { ratePerSecond: 0, connections, seconds: model.seconds + warmupSeconds }
  return {
    ratePerSecond: Math.max(...model.stages.flatMap(({ fromRate, toRate }) => [fromRate, toRate])),
    // Opened only as far as they are needed.
    connections: Math.min(connections, caps.connections),
    seconds: stagesSeconds(model.stages) + warmupSeconds,
  }
}

/** The highest rate that a search may try: the cap for other machines, unless it was lifted. Null where there is none. */
export function mostRate({ targets }: LoadPlan, force: boolean): number | null {
  return force || targets.every(isLoopback) ? null : caps.ratePerSecond
}

/** What is about to be sent, in a sentence. */
export function loadInWords(plan: LoadPlan): string {
  const { model, targets, requests, scenario } = plan
  const where = targets.map(({ name }) => name).join(', ')
  const names = [...new Set(requests.map(({ name }) => name))]
  const what =
    scenario !== null
      ? `${scenario.name} (${counted(scenario.login.length + scenario.steps.length, 'request')})`
      : names.length > 3
        ? `${formatQuantity(names.length)} different requests`
        : names.join(', ')
  if (model.kind === 'closed') {
    const length =
      model.requests === null
        ? `for ${formatQuantity(model.seconds, 'seconds')}`
        : `until ${formatQuantity(model.requests)} requests are sent`
    return `${what} to ${where}: ${formatQuantity(model.users)} users ${length}`
  }
  const most = Math.max(...model.stages.flatMap(({ fromRate, toRate }) => [fromRate, toRate]))
  return `${what} to ${where}: up to ${formatQuantity(most, 'per-second')} for ${formatQuantity(stagesSeconds(model.stages), 'seconds')}`
}
