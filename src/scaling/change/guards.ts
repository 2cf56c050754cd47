import { counted, formatQuantity } from '../../report/index.ts'
import type { FleetSettings } from '../replay/index.ts'

/** What has to be allowed by name before it is done. */
export const permissions = ['scale-down', 'zero', 'budget', 'foreign', 'short-history'] as const
export type Permission = (typeof permissions)[number]

/** A reason not to make a change. */
export interface Objection {
  needs: Permission
  because: string
}

/** A PodDisruptionBudget: pods as a number, or as a share such as `50%`. */
export interface DisruptionBudget {
  name: string
  minAvailable: number | string | null
  maxUnavailable: number | string | null
}

/** What speaks against going from one setting to another: a large loss of what pods have in all, no pods at all, fewer than a budget can live with. */
export function objections(
  name: string,
  now: FleetSettings,
  next: FleetSettings,
  budgets: readonly DisruptionBudget[],
  downAtMost: number,
): Objection[] {
  const least = fewest(next)
  const found: Objection[] = []
  if (least === 0 && fewest(now) > 0)
    found.push({ needs: 'zero', because: `${name} may have no pods at all.` })
  const [loss] = losses(now, next).filter(({ share }) => share > downAtMost)
  if (loss !== undefined && least > 0)
    found.push({
      needs: 'scale-down',
      because: `${name} loses ${percent(loss.share)} of ${loss.what}, more than ${percent(downAtMost)} (--down-at-most).`,
    })
  if (least < fewest(now))
    for (const budget of budgets)
      if (least - kept(budget, least) < 1)
        found.push({
          needs: 'budget',
          because: `With ${counted(least, 'pod')} of ${name} its budget ${budget.name} lets none be moved.`,
        })
  return found
}

/** Less of the history that a plan should have than this is chance. */
const leastConfidence = 0.05

/** A plan that so little history is behind. */
export function historyObjections(name: string, confidence: number): Objection[] {
  if (confidence >= leastConfidence) return []
  const because = `What ${name} needs is known from too short a time to be sure of (${percent(confidence)} confidence): --prometheus has a history.`
  return [{ needs: 'short-history', because }]
}

/** What others own. */
export function foreignObjections(object: string, managers: readonly string[]): Objection[] {
  if (managers.length === 0) return []
  const because = `${managers.join(' and ')} ${managers.length === 1 ? 'owns' : 'own'} fields of ${object} that would change: what is kept elsewhere, as in Git, may put them back.`
  return [{ needs: 'foreign', because }]
}

function fewest({ autoscaler, replicas }: FleetSettings): number {
  return autoscaler?.minReplicas ?? replicas
}

function most({ autoscaler, replicas }: FleetSettings): number {
  return autoscaler?.maxReplicas ?? replicas
}

/** Shares of what all pods request, at least and at most, largest first. */
function losses(now: FleetSettings, next: FleetSettings): { what: string; share: number }[] {
  const share = (before: number, after: number): number => (before === 0 ? 0 : 1 - after / before)
  const of = (
    what: string,
    pods: (settings: FleetSettings) => number,
    each: (settings: FleetSettings) => number,
  ) => ({
    what,
    share: share(pods(now) * each(now), pods(next) * each(next)),
  })
  const cpu = (settings: FleetSettings): number => settings.cpuRequestMilli
  const memory = (settings: FleetSettings): number => settings.memoryRequestBytes
  return [
    of('the CPU that it has at least', fewest, cpu),
    of('the CPU that it may have', most, cpu),
    of('the memory that it has at least', fewest, memory),
    of('the memory that it may have', most, memory),
  ].toSorted((a, b) => b.share - a.share)
}

/** Pods that a budget keeps of so many. */
function kept({ minAvailable, maxUnavailable }: DisruptionBudget, pods: number): number {
  const share = (value: number | string): number =>
    typeof value === 'number' ? value : Math.ceil((Number.parseFloat(value) / 100) * pods)
  if (minAvailable !== null) return share(minAvailable)
  return maxUnavailable === null ? 0 : pods - share(maxUnavailable)
}

function percent(share: number): string {
  return formatQuantity(Number(share.toPrecision(2)), 'ratio')
}
