import { quantity, type ThermalThrottle } from '../../core/index.ts'
import { defineCheck } from '../define-check.ts'
import { growth } from '../growth.ts'
import { needsTwoSamples, percent } from '../words.ts'

export const cpuThermal = defineCheck({
  id: 'cpu.thermal',
  group: 'cpu',
  resource: 'cpu',
  role: 'errors',
  title: 'CPUs slowed by heat',
  meaning:
    'The CPU protects itself from heat, or keeps to a power limit, by running slower. All work takes longer, and nothing else tells why. The value is the share of the window; of older kernels, which only count, any slowing warns.',
  reads: '/sys/devices/system/cpu/cpu*/thermal_throttle',
  source: 'PCP power.thermal_throttle: 50 % of the time; 1 % is a house value',
  needs: ['thermalThrottles'],
  absentMeans: 'The CPUs do not tell of heat, as is usual in a virtual machine.',
  rate: { periodSeconds: 60 },
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.01, fail: 0.5 },
  evaluate({ facts, windowSeconds }) {
    const { first, last } = facts.thermalThrottles
    const before = new Map((first ?? []).map((one) => [one.cpu, one]))
    const seen = last.map((after) => slowed(before.get(after.cpu), after))
    const times = seen.flatMap(({ seconds }) => seconds ?? [])
    const counts = seen.flatMap(({ count }) => count ?? [])
    if (times.length === 0 && counts.length === 0) return { unknown: needsTwoSamples }
    const count = Math.max(0, ...counts)
    const share = times.length === 0 ? null : Math.min(1, Math.max(...times) / windowSeconds)
    const often = count > 0 ? ` (${count} times on one CPU)` : ''
    return {
      value: share,
      ...(share === null ? { status: count > 0 ? 'warn' : 'pass' } : {}),
      because:
        share === null
          ? `Heat slowed a CPU down ${count === 0 ? 'not once' : `${count} times`}.`
          : `Heat slowed the CPUs down for ${percent(share)} of the time${often}.`,
      evidence: {
        events: quantity(count, 'count'),
        ...(share === null ? {} : { slowed: quantity(share, 'ratio') }),
      },
    }
  },
  advice: [
    {
      text: 'See the temperatures; clean the fans and filters, cool the room, or raise the power limit.',
      command: 'sensors',
      risk: 'none',
    },
  ],
})

function slowed(
  before: ThermalThrottle | undefined,
  after: ThermalThrottle,
): { seconds: number | null; count: number | null } {
  const most = (core: number | null, pack: number | null) =>
    core === null && pack === null ? null : Math.max(core ?? 0, pack ?? 0)
  return {
    seconds: most(
      growth(before?.coreSeconds, after.coreSeconds),
      growth(before?.packageSeconds, after.packageSeconds),
    ),
    count: most(growth(before?.coreCount, after.coreCount), growth(before?.packageCount, after.packageCount)),
  }
}
