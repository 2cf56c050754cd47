import type { SloTerm } from '../core/index.ts'
import { worstVerdict } from './judge-simulated.ts'
import { type JudgedSimulation, replicateAndJudge } from './replicate-and-judge.ts'
import type { ReplicateWithOptions } from './replications.ts'
import type { SimulationRunner } from './runner.ts'
import type { SimulationModel } from './simulation-model.ts'

/** A fleet that was tried. */
export interface InstanceTrial extends JudgedSimulation {
  instances: number
}

/** The fewest instances whose limits hold, with the whole interval of each figure; null where the most do not hold them either. */
export interface FewestInstances {
  fewest: number | null
  /** By number of instances: the fewest itself and the one below are always among them, where that is at least `least`. */
  trials: InstanceTrial[]
}

/**
 * Tries fleets from `least` on, in steps that double, and then halves between the last that did not hold and the first that did. More
 * instances are taken to be no worse, which all balancers give but for chance; undecided counts as not held.
 */
export async function minimumInstances(
  runner: SimulationRunner,
  modelOf: (instances: number) => SimulationModel,
  terms: readonly SloTerm[],
  {
    least,
    most,
    onTrial,
    ...options
  }: ReplicateWithOptions & { least: number; most: number; onTrial?: (trial: InstanceTrial) => void },
): Promise<FewestInstances> {
  const trials: InstanceTrial[] = []
  const isStopped = (): boolean => options.signal?.aborted === true
  const holds = async (instances: number): Promise<boolean> => {
    const judged = await replicateAndJudge(runner, modelOf(instances), terms, options)
    const trial = { instances, ...judged }
    trials.push(trial)
    onTrial?.(trial)
    return worstVerdict(judged.judgements) === 'holds'
  }
  let tooFew = least - 1
  let enough: number | null = null
  for (let step = 1, next = least; enough === null && !isStopped(); step *= 2) {
    if (await holds(next)) enough = next
    else if (next === most) break
    else {
      tooFew = next
      next = Math.min(most, next + step)
    }
  }
  while (enough !== null && enough - tooFew > 1 && !isStopped()) {
    const middle = tooFew + Math.floor((enough - tooFew) / 2)
    if (await holds(middle)) enough = middle
    else tooFew = middle
  }
  return { fewest: isStopped() ? null : enough, trials: trials.toSorted((a, b) => a.instances - b.instances) }
}
