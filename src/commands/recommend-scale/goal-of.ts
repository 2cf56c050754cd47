import { OperatorError, type Profile, type SloTerm } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { type BusyRule, busyAtMost, type FleetPrices, type ScaleGoal } from '../../scaling/index.ts'
import { assertQueueingSlo } from '../../sizing/index.ts'
import type { RecommendInput } from './options.ts'

const gib = 2 ** 30
const hoursIn: Record<string, number> = { hour: 1, day: 24, week: 168, month: 730, year: 8760 }
/** A core costs about as much as 8 GiB at most who rent both: enough to choose by. */
const relativePrices: FleetPrices = { corePerMonth: 8, gibPerMonth: 1 }
const smallest = { cpuMilli: 10, memoryBytes: 32 * 2 ** 20 }
const largest = { cpuMilli: 64_000, memoryBytes: 512 * gib }

/** What a plan has to keep, by the options and the profile. */
export function goalOf(
  input: RecommendInput,
  profile: Profile,
  rule: BusyRule,
): { goal: ScaleGoal; currency: string | null } {
  const { prices, currency } = pricesOf(profile)
  const { quota } = profile
  const container = quota?.container
  return {
    currency,
    goal: {
      limits: {
        busyAtMost: busyAtMost(rule),
        slotsPerPod: input.slots ?? null,
        startSeconds: input.start ?? 30,
        metricDelaySeconds: 30,
      },
      missedShare: input.missed ?? 0.005,
      noWorseThan: null,
      headroom: input.headroom ?? 0.05,
      everySeconds: 60,
      redundancy: {
        zones: input.zones ?? 1,
        spare: input.redundancy ?? (input.zones === undefined || input.zones === 1 ? 0 : 1),
      },
      prices,
      bounds: {
        leastCpuMilli: smallest.cpuMilli,
        mostCpuMilli: milli(container?.cpuCores) ?? largest.cpuMilli,
        leastMemoryBytes: smallest.memoryBytes,
        mostMemoryBytes: container?.memoryBytes ?? largest.memoryBytes,
      },
      quota: {
        cpuMilli: milli(quota?.requests?.cpuCores),
        memoryBytes: quota?.requests?.memoryBytes ?? null,
        pods: quota?.pods ?? null,
      },
      leastReplicas: 1,
      isFixed: input.emit?.some(({ kind }) => kind === 'compose' || kind === 'systemd') === true,
      horizonSeconds: input.horizon ?? 7 * 86_400,
      targetConcurrency: input.targetConcurrency ?? 100,
      guide: { targetLoad: input.targetLoad ?? 70, minReplicas: 1, maxReplicas: 10 },
    },
  }
}

function milli(cores: number | undefined): number | null {
  return cores === undefined ? null : cores * 1000
}

function pricesOf({ prices }: Profile): { prices: FleetPrices; currency: string | null } {
  if (prices?.cpuCore === undefined && prices?.memoryGib === undefined)
    return { prices: relativePrices, currency: null }
  const months = 730 / (hoursIn[prices.period] ?? 730)
  return {
    currency: prices.currency,
    prices: { corePerMonth: (prices.cpuCore ?? 0) * months, gibPerMonth: (prices.memoryGib ?? 0) * months },
  }
}

/** How busy pods may be, by the options. Throws OperatorError (exit 2) where no number of them keeps the limits. */
export function busyRuleOf({ slo, service, slots = 1, busy }: RecommendInput): BusyRule {
  if (slo === undefined || service === undefined) return { share: busy ?? 0.8 }
  assertQueueingSlo(slo)
  for (const term of slo) assertKept(term, service)
  return { slo, serviceSeconds: service, slots }
}

function assertKept(term: SloTerm, service: number): void {
  const alone = term.quantile === null ? service : -Math.log(1 - term.quantile) * service
  if (alone < term.value) return
  throw new OperatorError({
    sentence: `No number of pods keeps ${term.text}: a request takes ${formatQuantity(Number(alone.toPrecision(3)), 'seconds')} there even without any wait.`,
    hint: 'Give a wider limit, or a shorter --service.',
  })
}
