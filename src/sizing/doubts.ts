import type { Profile } from '../core/index.ts'
import { formatQuantity } from '../report/index.ts'
import { guideFactors } from './guide-model.ts'
import type { InstancePlan } from './instances.ts'
import type { ModelChoice } from './model.ts'
import { targetsOf } from './model.ts'
import type { Need } from './need.ts'
import type { SizeRequest } from './size-request.ts'
import type { Workload } from './workload.ts'

/** What an expert would say against the plan, each with what would remove the doubt. */
export function doubts(
  request: SizeRequest,
  answer: { choice: ModelChoice; workload: Workload; need: Need; instances: InstancePlan | null },
): string[] {
  const guideAnswers = answer.choice.answering.name === 'guide'
  return [
    ...(guideAnswers ? guideDoubts(request, answer.workload, answer.need) : []),
    ...(answer.workload.networkIntensive && (guideAnswers || answer.choice.beside !== null)
      ? [networkDoubt(request.profile)]
      : []),
    ...instanceDoubts(request.profile, answer.instances),
    ...(request.hostDoubts ?? []),
  ]
}

function guideDoubts({ costs, profile }: SizeRequest, workload: Workload, need: Need): string[] {
  const factors = profile.sizing?.guide ?? guideFactors
  const scanSeconds = factors.base.cpuCores * factors.scansPerHour * 3600
  const userGib = Number((factors.base.memoryGb * factors.concurrentUsers).toPrecision(5))
  const found = [
    `The guide's factors assume ${Math.round(scanSeconds)} CPU-seconds a scan and ${userGib} GiB a user, whatever yours take: measure them.`,
  ]
  if (workload.dataRetentionDays > 0)
    found.push(storageDoubt(costs.storagePerDayBytes, profile, workload, need))
  const exact = factors.base.cpuCores * (1 + workload.scansPerHour * factors.scansPerHour)
  // Binary rounding turns 2 x (1 + 0.7) into 3.4000000000000004; only a real fraction is worth a word.
  const lost = exact - need.cpuCores
  if (lost > 1e-6)
    found.push(
      `The guide rounds ${Number(exact.toFixed(2))} cores down to ${need.cpuCores}: plan ${Math.ceil(exact - 1e-6)}.`,
    )
  return found
}

function storageDoubt(perDay: number | undefined, profile: Profile, workload: Workload, need: Need): string {
  const bytes = (value: number) => formatQuantity({ value, unit: 'bytes' })
  const rule = `The guide's storage rule multiplies its base by 1 + days: ${bytes(need.storageBytes)} for ${workload.dataRetentionDays} days, whatever is written`
  if (perDay === undefined) return `${rule}. Give --gb-per-day for what it really takes.`
  const stored = perDay * workload.dataRetentionDays
  const share = targetsOf(profile).storage
  return `${rule}. At ${bytes(perDay)} a day it really takes ${bytes(stored)}, ${bytes(stored / share)} at ${formatQuantity({ value: share, unit: 'ratio' })} full.`
}

function networkDoubt(profile: Profile): string {
  const factor = (profile.sizing?.guide ?? guideFactors).networkIntensive
  return `The guide declares its network_intensive factor of ${factor} and never applies it: it is applied here.`
}

function instanceDoubts(profile: Profile, instances: InstancePlan | null): string[] {
  if (instances === null) return []
  const found: string[] = []
  if (instances.spare === 0)
    found.push(
      'No instance may fail in this plan: add --redundancy n+1, and --zones 3 where there are zones.',
    )
  const largest = profile.quota?.container
  const tooLarge =
    instances.shape.cpuCores > (largest?.cpuCores ?? Number.POSITIVE_INFINITY) ||
    instances.shape.memoryBytes > (largest?.memoryBytes ?? Number.POSITIVE_INFINITY)
  if (tooLarge)
    found.push(
      `The shape is larger than the quota lets one container be (${profile.name}): choose a smaller --instance.`,
    )
  return found
}
