import { describe, expect, it } from 'vitest'
import { clockSkew, clockSource, clockSync } from '../../../src/checks/clock/index.ts'
import type { FactTypes } from '../../../src/core/index.ts'
import { commands, finding } from '../process/samples.ts'

function system(inside: boolean): FactTypes['system'] {
  return {
    hostname: 'box',
    kernel: '6.1.0',
    distribution: null,
    cpuModel: null,
    pageBytes: 4096,
    container: { inside, because: 'a test' },
  }
}

describe('clock synchronization', () => {
  const lost = { synchronized: false, because: 'chronyd follows no time source.', offsetSeconds: null }

  it('a synchronized clock is fine, and its offset is told', () => {
    const timeSync = { synchronized: true, because: 'chronyd follows ntp.example.', offsetSeconds: -0.002 }
    expect(finding(clockSync, { uptimeSeconds: 60, timeSync })).toMatchObject({
      status: 'pass',
      because: 'chronyd follows ntp.example. It is within 2 ms of true time.',
      evidence: { synchronized: 'yes' },
    })
    expect(
      finding(clockSync, { uptimeSeconds: 60, timeSync: { ...timeSync, offsetSeconds: null } }).because,
    ).toBe('chronyd follows ntp.example.')
  })

  it.each([
    [1020, 'info'],
    [1021, 'warn'],
  ])('one that is not is judged after 17 minutes: at %d s it is %s', (uptimeSeconds, status) => {
    expect(finding(clockSync, { uptimeSeconds, timeSync: lost }).status).toBe(status)
  })

  it('says that a machine has just booted', () => {
    expect(finding(clockSync, { uptimeSeconds: 300, timeSync: lost }).because).toBe(
      'chronyd follows no time source. The machine is up for 5 min: that is judged from 17 minutes on.',
    )
  })

  it('a container has the clock of its host', () => {
    expect(finding(clockSync, { uptimeSeconds: 5000, system: system(true) }).status).toBe('not-applicable')
  })

  it('is unknown where nobody was asked, and says how to ask', () => {
    const { status, because } = finding(clockSync, { uptimeSeconds: 5000, system: system(false) })
    expect(status).toBe('unknown')
    expect(because).toContain('leave out --no-exec')
  })

  it('is unknown where the answer did not come', () => {
    expect(finding(clockSync, { uptimeSeconds: 5000 }, { missing: { timeSync: 'timeout' } })).toMatchObject({
      status: 'unknown',
      because: '/timeSync could not be understood or did not answer.',
    })
  })

  it('is never called the bottleneck', () => {
    expect(clockSync.role).toBe('config')
  })
})

describe('clock skew', () => {
  it.each([
    [0.049, 0, 'pass'],
    [0.05, 0, 'warn'],
    [-0.05, 0, 'warn'],
    [0.5, 0.46, 'pass'],
    [0.5, 0.4, 'warn'],
    [0.01, 2, 'pass'],
  ])('%d s give or take %d s are %s', (offsetSeconds, uncertaintySeconds, status) => {
    expect(finding(clockSkew, { clockOffset: { offsetSeconds, uncertaintySeconds } }).status).toBe(status)
  })

  it.each([
    [3, 0.5, 'Its clock is 3 s ahead of ours, give or take 500 ms.'],
    [-3, 0.5, 'Its clock is 3 s behind ours, give or take 500 ms.'],
    [0.1, 0.2, 'Its clock and ours agree as far as can be told, which is to 200 ms.'],
  ])('says which way: %d', (offsetSeconds, uncertaintySeconds, because) => {
    expect(finding(clockSkew, { clockOffset: { offsetSeconds, uncertaintySeconds } }).because).toBe(because)
  })

  it('states the interval and what is certain of it', () => {
    expect(
      finding(clockSkew, { clockOffset: { offsetSeconds: -3, uncertaintySeconds: 1 } }).evidence,
    ).toEqual({
      offset: { value: -3, unit: 'seconds', low: -4, high: -2 },
      'at least': { value: 2, unit: 'seconds' },
    })
  })

  it('does not apply to the own machine', () => {
    expect(finding(clockSkew, {}).status).toBe('not-applicable')
  })
})

describe('clock source', () => {
  it.each([
    ['tsc', ['tsc', 'hpet'], 'pass'],
    ['kvm-clock', ['kvm-clock', 'tsc'], 'pass'],
    ['arch_sys_counter', ['arch_sys_counter'], 'pass'],
    ['hyperv_clocksource_tsc_page', ['hyperv_clocksource_tsc_page', 'acpi_pm'], 'pass'],
    ['hpet', ['tsc', 'hpet'], 'warn'],
    ['acpi_pm', ['tsc', 'acpi_pm'], 'warn'],
    ['jiffies', ['tsc'], 'warn'],
    ['xen', ['xen', 'tsc'], 'warn'],
    ['xen', ['xen'], 'warn'],
    ['hpet', ['hpet', 'acpi_pm'], 'info'],
    ['acpi_pm', [], 'info'],
  ])('%s of %j is %s', (current, available, status) => {
    expect(finding(clockSource, { clockSource: { current, available } }).status).toBe(status)
  })

  it('says whether there is a better one', () => {
    const said = (available: string[]) =>
      finding(clockSource, { clockSource: { current: 'hpet', available } }).because
    expect(said(['tsc'])).toBe(
      'The kernel reads the time from hpet, which is slow, although tsc is available.',
    )
    expect(said([])).toBe('The kernel reads the time from hpet, which is slow; it does not offer tsc here.')
  })

  it('goes back to the one before', () => {
    const all = commands(finding(clockSource, { clockSource: { current: 'hpet', available: ['tsc'] } }))
    expect(all[0]).toBe('echo tsc > /sys/bus/clocksource/devices/clocksource0/current_clocksource')
    expect(all[2]).toMatch(/^echo hpet > .*; rm -f \/etc\/tmpfiles\.d\/clocksource\.conf$/)
  })
})
