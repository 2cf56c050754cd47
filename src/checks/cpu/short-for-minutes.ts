import type { Fact, KernelStat, LoadAverage, Pressure, Stall } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { percent } from '../words.ts'

const highPressure = 0.1
/** A load as high as that is made by CPUs that are as good as full. */
const fullLoad = 0.9

/**
 * The sentence in which the kernel's own memory agrees that CPUs were short for longer than the window: pressure over
 * `period`, or the 5-minute load without the threads that wait for something else. Nothing where it does not agree.
 */
export function shortForMinutes(
  facts: {
    cpuPressure: Fact<Pressure>
    loadAverage: Fact<LoadAverage>
    kernelStat: { last: KernelStat }
  },
  { period, cores, own }: { period: '60 s' | '300 s'; cores: number | null; own?: Pressure | null },
): { confirmed?: string } {
  const pressures = [facts.cpuPressure.known ? facts.cpuPressure.last : null, own ?? null]
  const share = Math.max(0, ...pressures.map((one) => (one === null ? 0 : over(one.some, period))))
  if (share >= highPressure) {
    const minutes = period === '60 s' ? 'last minute' : 'last 5 minutes'
    return { confirmed: `The kernel agrees: CPU pressure was ${percent(share)} over the ${minutes}.` }
  }
  if (!facts.loadAverage.known || cores === null) return {}
  const { five } = facts.loadAverage.last
  const running = five - (facts.kernelStat.last.blockedProcesses ?? 0)
  if (running < fullLoad * cores) return {}
  return {
    confirmed: `The kernel agrees: the load over 5 minutes is ${formatQuantity(five)} for ${formatQuantity(cores, 'cores')}.`,
  }
}

function over({ avg60, avg300 }: Stall, period: '60 s' | '300 s'): number {
  return period === '60 s' ? avg60 : avg300
}
