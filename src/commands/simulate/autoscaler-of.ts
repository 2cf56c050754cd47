import { OperatorError } from '../../core/index.ts'
import { defaultScaleDown } from '../../scaling/index.ts'
import type { AutoscalerModel } from '../../simulation/index.ts'
import type { SimulateInput } from './options.ts'

/** Who changes the number of instances; null where nobody does. */
export function autoscalerOf(input: SimulateInput): AutoscalerModel | null {
  const { autoscale, minInstances = 1, maxInstances = 10, targetUtilization = 0.7, downAfter } = input
  if (autoscale === undefined) return null
  if (minInstances > maxInstances)
    throw new OperatorError({
      sentence: `--min-instances ${minInstances} is above --max-instances ${maxInstances}.`,
      hint: 'Give a smaller minimum or a larger maximum.',
    })
  if (targetUtilization === 0)
    throw new OperatorError({
      sentence: '--target-utilization must be above 0.',
      hint: 'Give for example 70%.',
    })
  const shared = {
    minReplicas: minInstances,
    maxReplicas: maxInstances,
    everySeconds: input.lookEvery ?? (autoscale === 'guide' ? 60 : 15),
    delaySeconds: input.metricDelay ?? 30,
    metricSeconds: input.metricWindow ?? 60,
  }
  // Rounded, for 0.7 x 100 is a hair above 70.
  const percent = Number((targetUtilization * 100).toPrecision(12))
  switch (autoscale) {
    case 'guide':
      return { kind: 'guide', ...shared, targetLoad: percent }
    case 'target-tracking':
      return {
        kind: 'target-tracking',
        ...shared,
        targetUtilization: percent,
        downAfterSeconds: downAfter ?? 300,
      }
    case 'hpa':
      return {
        kind: 'hpa',
        ...shared,
        targetUtilization: percent,
        tolerance: input.tolerance ?? 0.1,
        scaleUp: null,
        scaleDown:
          downAfter === undefined ? null : { ...defaultScaleDown, stabilizationWindowSeconds: downAfter },
      }
  }
}
