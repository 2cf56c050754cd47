import { type GuideFactors, type GuideNeed, OperatorError } from '../core/index.ts'
import { counted } from '../report/index.ts'
import { assertNeed, type Need } from './need.ts'
import { assertWorkload, type Workload } from './workload.ts'

/** The LEWIS Performance Guide's base machine and scaling factors, "Performance Sizing Guidelines". */
export const guideFactors: GuideFactors = {
  base: { cpuCores: 2, memoryGb: 4, storageGb: 50, networkMbps: 100 },
  scansPerHour: 0.1,
  concurrentUsers: 0.5,
  dataRetentionDays: 1,
  networkIntensive: 2,
}

const gib = 2 ** 30

/**
 * What the guide's PerformanceSizer answers, in its own GB (GiB) and Mbps: base x (1 + load x factor), cut to whole numbers.
 * Its `network_intensive` factor, declared there and never applied, is applied here.
 * Throws OperatorError on a negative or non-finite workload or factor, and on an answer beyond all numbers (as Python does).
 */
export function guideRequirements(workload: Workload, factors: Partial<GuideFactors> = {}): GuideNeed {
  const { scansPerHour, concurrentUsers, dataRetentionDays, networkIntensive } = assertWorkload(workload)
  const { base, ...factor } = assertFactors({
    ...guideFactors,
    ...factors,
    base: { ...guideFactors.base, ...factors.base },
  })
  return assertNeed({
    cpuCores: Math.trunc(base.cpuCores * (1 + scansPerHour * factor.scansPerHour)),
    memoryGb: Math.trunc(base.memoryGb * (1 + concurrentUsers * factor.concurrentUsers)),
    storageGb: Math.trunc(base.storageGb * (1 + dataRetentionDays * factor.dataRetentionDays)),
    networkMbps: networkIntensive ? Math.trunc(base.networkMbps * factor.networkIntensive) : base.networkMbps,
  })
}

/** The guide's answer in base units. */
export function guideNeed(workload: Workload, factors?: Partial<GuideFactors>): Need {
  const need = guideRequirements(workload, factors)
  return assertNeed({
    cpuCores: need.cpuCores,
    memoryBytes: need.memoryGb * gib,
    storageBytes: need.storageGb * gib,
    networkBitsPerSecond: need.networkMbps * 1e6,
  })
}

/** How the guide comes to each number, with its inputs. */
export function guideBecause(workload: Workload, factors: GuideFactors): Record<keyof Need, string> {
  const { base } = factors
  const rule = (start: string, load: string, factor: number) =>
    `${start} x (1 + ${load} x ${factor}), rounded down`
  return {
    cpuCores: rule(
      `${base.cpuCores} cores`,
      `${counted(workload.scansPerHour, 'scan')} an hour`,
      factors.scansPerHour,
    ),
    memoryBytes: rule(
      `${base.memoryGb} GiB`,
      counted(workload.concurrentUsers, 'user'),
      factors.concurrentUsers,
    ),
    storageBytes: rule(
      `${base.storageGb} GiB`,
      counted(workload.dataRetentionDays, 'day'),
      factors.dataRetentionDays,
    ),
    networkBitsPerSecond: workload.networkIntensive
      ? `${base.networkMbps} Mbit/s x ${factors.networkIntensive} for network-intensive work`
      : `${base.networkMbps} Mbit/s for any workload`,
  }
}

function assertFactors(factors: GuideFactors): GuideFactors {
  const { base, ...rest } = factors
  for (const [name, value] of [...Object.entries(base), ...Object.entries(rest)]) {
    if (!(Number.isFinite(value) && value >= 0)) {
      throw new OperatorError({
        sentence: `The guide's ${name} must be a finite number of at least 0, got ${value}.`,
        hint: 'Correct sizing.guide in the profile.',
      })
    }
  }
  return factors
}
