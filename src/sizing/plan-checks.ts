import { counted, formatQuantity } from '../report/index.ts'
import { demandNeed, measuredCosts, missingCosts, unitCostFlags } from './demand-model.ts'
import { factorsOf, targetsOf } from './model.ts'
import { queueDoubts } from './queueing/index.ts'
import type { SizeAnswer } from './size-answer.ts'
import type { SizeRequest } from './size-request.ts'

/** What an expert would say against a plan, with what would remove the doubt; null when there is nothing to say. */
type PlanCheck = (request: SizeRequest, answer: SizeAnswer) => string | null

const planChecks: readonly PlanCheck[] = [
  guideCostsAreAssumed,
  measuredCostsAreUnused,
  queueLeavesTheRest,
  queueBelowDemand,
  guideStorageRule,
  guideRoundsDown,
  guideNetworkFactor,
  dataMayGrowToo,
  nothingMayFail,
  shapeBreaksQuota,
]

/** The doubts about a plan, those about this machine last. */
export function doubts(request: SizeRequest, answer: SizeAnswer): string[] {
  const found = planChecks.map((check) => check(request, answer)).filter((doubt) => doubt !== null)
  const { queueing } = answer.choice
  const queue =
    queueing === undefined ? [] : queueDoubts(queueing.model.queue(answer.workload), queueing.wish)
  return [...found, ...queue, ...(request.hostDoubts ?? [])]
}

function guideCostsAreAssumed({ profile }: SizeRequest, { choice }: SizeAnswer): string | null {
  if (choice.answering.name !== 'guide') return null
  const { base, scansPerHour, concurrentUsers } = factorsOf(profile)
  const scanSeconds = Math.round(base.cpuCores * scansPerHour * 3600)
  const userGib = Number((base.memoryGb * concurrentUsers).toPrecision(5))
  return `The guide assumes ${scanSeconds} CPU-seconds a scan, ${userGib} GiB a user: measure yours.`
}

function measuredCostsAreUnused({ costs }: SizeRequest, { choice }: SizeAnswer): string | null {
  const missing = missingCosts(costs)
  const given = Object.keys(unitCostFlags).length - missing.length
  if (choice.answering.name !== 'guide' || given === 0) return null
  if (missing.length === 0) return 'All unit costs are measured and not used: --model demand uses them.'
  const flags = missing.map((key) => unitCostFlags[key])
  return `${counted(given, 'measured unit cost')} of ${given + missing.length} cannot replace the guide's rules yet: give ${flags.join(', ')} too.`
}

function queueLeavesTheRest({ costs }: SizeRequest, { choice }: SizeAnswer): string | null {
  const missing = missingCosts(costs)
  if (choice.queueing === undefined || missing.length === 0) return null
  return `The queue says how many cores; memory, storage and network are the guide's estimate: give ${missing.map((key) => unitCostFlags[key]).join(', ')} too.`
}

function queueBelowDemand(
  { costs, profile }: SizeRequest,
  { choice, need, workload }: SizeAnswer,
): string | null {
  const measured = measuredCosts(costs)
  if (choice.queueing === undefined || measured === null) return null
  const targets = targetsOf(profile)
  const { cpuCores } = demandNeed(workload, measured, targets)
  if (cpuCores <= need.cpuCores) return null
  return `By the CPU that a scan costs ${formatQuantity(cpuCores, 'cores')} are needed at ${formatQuantity(targets.cpu, 'ratio')} used, more than the queue asks for: --model demand.`
}

function guideStorageRule(
  { costs, profile }: SizeRequest,
  { choice, workload, need }: SizeAnswer,
): string | null {
  const days = workload.dataRetentionDays
  if (choice.answering.name !== 'guide' || days === 0) return null
  const rule = `The guide's storage is its base times 1 + days, whatever is written: ${bytes(need.storageBytes)} for ${counted(days, 'day')}`
  const perDay = costs.storagePerDayBytes
  if (perDay === undefined) return `${rule}. Give --gb-per-day for what it really takes.`
  const share = targetsOf(profile).storage
  const full = formatQuantity({ value: share, unit: 'ratio' })
  return `${rule}. At ${bytes(perDay)} a day it really takes ${bytes(perDay * days)}, ${bytes((perDay * days) / share)} at ${full} full.`
}

function guideRoundsDown({ profile }: SizeRequest, { choice, workload, need }: SizeAnswer): string | null {
  if (choice.answering.name !== 'guide') return null
  const { base, scansPerHour } = factorsOf(profile)
  const exact = base.cpuCores * (1 + workload.scansPerHour * scansPerHour)
  // Binary rounding turns 2 x (1 + 0.7) into 3.4000000000000004; only a real fraction is worth a word.
  if (exact - need.cpuCores <= 1e-6) return null
  return `The guide rounds ${Number(exact.toFixed(2))} cores down to ${need.cpuCores}: plan ${Math.ceil(exact - 1e-6)}.`
}

function guideNetworkFactor(
  { profile, costs }: SizeRequest,
  { choice, workload }: SizeAnswer,
): string | null {
  if (!workload.networkIntensive) return null
  if (choice.name === 'demand' || (choice.name === 'queueing' && measuredCosts(costs) !== null))
    return '--network-intensive belongs to the guide and changes nothing here: --mbit-per-scan says what a scan moves.'
  const factor = factorsOf(profile).networkIntensive
  return `The guide declares its network_intensive factor of ${factor} and never applies it: it is applied here.`
}

function dataMayGrowToo(_request: SizeRequest, { choice, months }: SizeAnswer): string | null {
  if (months.length === 0 || choice.answering.name !== 'demand') return null
  return 'Growth moves scans and users; the data written a day stay as measured: raise --gb-per-day if they grow too.'
}

function nothingMayFail(_request: SizeRequest, { instances }: SizeAnswer): string | null {
  if (instances === null || instances.spare > 0) return null
  return 'No instance may fail in this plan: add --redundancy n+1, and --zones 3 where there are zones.'
}

function shapeBreaksQuota({ profile }: SizeRequest, { instances }: SizeAnswer): string | null {
  const { cpuCores = Number.POSITIVE_INFINITY, memoryBytes = Number.POSITIVE_INFINITY } =
    profile.quota?.container ?? {}
  if (instances === null) return null
  if (instances.shape.cpuCores <= cpuCores && instances.shape.memoryBytes <= memoryBytes) return null
  return `The shape is larger than the quota lets one container be (${profile.name}): choose a smaller --instance.`
}

function bytes(value: number): string {
  return formatQuantity({ value, unit: 'bytes' })
}
