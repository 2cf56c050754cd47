import { OperatorError, type SloTerm } from '../../core/index.ts'
import { assertSimulable, type SimulationModel } from '../../simulation/index.ts'
import type { Context } from '../command.ts'
import { limitsOf } from '../limits-of.ts'
import { assertTogether } from './contradictions.ts'
import { type Gathered, gather } from './gathered.ts'
import { modelOf } from './model-of.ts'
import type { Variation } from './option-values.ts'
import type { SimulateInput } from './options.ts'

/** What is to be simulated, and what is known of it. */
export interface SimulationPlan {
  input: SimulateInput
  gathered: Gathered
  terms: SloTerm[]
  remarks: string[]
  seed: number
  precision: number
  mostRuns: number
  /** The system as the options have it, with some of them changed. */
  modelWith(changes: SimulateInput): SimulationModel
}

/** Throws OperatorError (exit 2) on options that are none together. */
export async function planOf(input: SimulateInput, context: Context): Promise<SimulationPlan> {
  assertTogether(input)
  const gathered = await gather(input, context)
  const { terms, remarks } = limitsOf(
    { ...(input.slo === undefined ? {} : { slo: input.slo }) },
    gathered.profile,
  )
  if (input.findMinInstances === true && terms.length === 0)
    throw new OperatorError({
      sentence: '--find-min-instances needs limits to hold.',
      hint: "Give --slo 'p99<200ms,errors<1%', or slos in the profile.",
    })
  assertSimulable(terms)
  const { precision = 0.02 } = input
  if (precision === 0)
    throw new OperatorError({
      sentence: '--precision must be above 0: no simulation is exact.',
      hint: 'Give for example 2%.',
    })
  return {
    input,
    gathered,
    terms,
    remarks: [...remarks, ...gathered.service.doubts, ...(gathered.trace?.doubts ?? [])],
    seed: context.seed(),
    precision,
    mostRuns: input.runs ?? 100,
    modelWith: (changes) => modelOf({ ...input, ...changes }, gathered, terms),
  }
}

/** One value of a variation as options, and its name. */
export function variantsOf(
  variation: Variation,
): { name: string; changes: SimulateInput; value: number | string }[] {
  if (variation.axis === 'balance')
    return variation.values.map((balance) => ({ name: balance, changes: { balance }, value: balance }))
  const { axis } = variation
  return variation.values.map((value) => ({
    name: axis === 'rate' ? `${value}/s` : `${value} ${value === 1 ? axis.slice(0, -1) : axis}`,
    changes: { [axis]: value },
    value,
  }))
}
