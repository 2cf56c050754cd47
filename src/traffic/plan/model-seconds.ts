import { stagesSeconds } from '../schedule/index.ts'
import type { LoadPlan } from './load-plan.ts'

/** How long the measured time of a model lasts: at most, where a number of requests ends it. */
export function modelSeconds(model: LoadPlan['model']): number {
  return model.kind === 'open' ? stagesSeconds(model.stages) : model.seconds
}
