import { describe, expect, it } from 'vitest'
import { readCpuFrequency } from '../../../src/probes/facts/cpu-frequency.ts'
import { sampleViews } from '../../../src/probes/facts/sample-view.ts'
import { lastOf, literalFacts, literalSnapshot } from './literal-snapshot.ts'

describe('frequency policies', () => {
  const cpus = '/sys/devices/system/cpu'

  it('are listed by CPU number', () => {
    const facts = literalFacts({
      [`${cpus}/cpu10/cpufreq/scaling_governor`]: 'powersave\n',
      [`${cpus}/cpu10/cpufreq/energy_performance_preference`]: 'balance_power\n',
      [`${cpus}/cpu2/cpufreq/scaling_governor`]: 'performance\n',
      [`${cpus}/cpu3/online`]: '1\n',
      [`${cpus}/cpuidle/current_driver`]: 'intel_idle\n',
      [`${cpus}/cpufreq/policy0/scaling_governor`]: 'schedutil\n',
    })
    expect(lastOf(facts, 'cpuFrequency')).toEqual([
      { cpu: 2, governor: 'performance', preference: null },
      { cpu: 10, governor: 'powersave', preference: 'balance_power' },
    ])
  })

  it('are taken from the policies where the CPUs do not show them', () => {
    const facts = literalFacts({
      [`${cpus}/online`]: '0-3\n',
      [`${cpus}/cpufreq/policy4/scaling_governor`]: 'schedutil\n',
    })
    expect(lastOf(facts, 'cpuFrequency')).toEqual([{ cpu: 4, governor: 'schedutil', preference: null }])
  })

  it('are missing with the reason that says most', () => {
    const reason = (first: 'absent' | 'denied') => {
      const view = sampleViews(
        literalSnapshot({
          [`${cpus}/cpu0/cpufreq/scaling_governor`]: { missing: first },
          [`${cpus}/cpu1/cpufreq/scaling_governor`]: { missing: 'absent' },
        }),
      ).last
      return readCpuFrequency(view)
    }
    expect(reason('absent')).toEqual({ ok: false, reason: 'absent', path: cpus })
    expect(reason('denied')).toEqual({ ok: false, reason: 'denied', path: cpus })
    expect(literalFacts({ [`${cpus}/cpu0/cpufreq/scaling_governor`]: '\n' }).cpuFrequency).toMatchObject({
      reason: 'unreadable',
    })
  })
})

describe('thermal throttling', () => {
  const folder = '/sys/devices/system/cpu/cpu1/thermal_throttle'

  it('is counted and timed, with null for what a processor does not say', () => {
    const facts = literalFacts({
      [`${folder}/core_throttle_count`]: '5\n',
      [`${folder}/package_throttle_count`]: '30\n',
      [`${folder}/core_throttle_total_time_ms`]: '1500\n',
    })
    expect(lastOf(facts, 'thermalThrottles')).toEqual([
      { cpu: 1, coreCount: 5, packageCount: 30, coreSeconds: 1.5, packageSeconds: null },
    ])
    const byPackage = literalFacts({
      [`${folder}/package_throttle_count`]: '3\n',
      [`${folder}/package_throttle_total_time_ms`]: '250\n',
    })
    expect(lastOf(byPackage, 'thermalThrottles')).toEqual([
      { cpu: 1, coreCount: null, packageCount: 3, coreSeconds: null, packageSeconds: 0.25 },
    ])
  })

  it('is missing, not zero, without a count', () => {
    const reason = (file: string | { missing: 'denied' }) =>
      literalFacts({ [`${folder}/core_throttle_count`]: file }).thermalThrottles
    expect(reason('many\n')).toMatchObject({ known: false, reason: 'unreadable' })
    expect(reason({ missing: 'denied' })).toMatchObject({ known: false, reason: 'denied' })
    expect(literalFacts({ '/sys/devices/system/cpu/cpu1/online': '1\n' }).thermalThrottles).toMatchObject({
      known: false,
      reason: 'absent',
    })
  })
})
