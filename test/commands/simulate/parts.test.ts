import { describe, expect, test } from 'vitest'
import { mmc } from '../../../src/capacity/index.ts'
import { file, four, fourFor, result } from './in-files.ts'

describe('the parts of a system', () => {
  test('a database that is too small for its instances decides', async () => {
    const shared = [...fourFor('20s', '2ms'), '--runs', '3']
    const large = await result([...shared, '--database-service', '5ms', '--database-connections', '50'])
    const small = await result([...shared, '--database-service', '5ms', '--database-connections', '2'])
    expect(small.data.figures?.meanResponseSeconds?.value).toBeGreaterThan(
      1.2 * (large.data.figures?.meanResponseSeconds?.value ?? 0),
    )
  })

  test('a cache takes work off', async () => {
    const shared = [...fourFor('20s'), '--runs', '3']
    const { data } = await result([...shared, '--cache-hits', '50%', '--cache-service', '1ms'])
    // Half of them take 10 ms, half 1 ms.
    expect(data.figures?.utilization?.value).toBeCloseTo((300 * 0.0055) / 4, 1)
  })

  test('an autoscaler follows the load', async () => {
    const { data } = await result([
      ...['--rate', '300/s', '--service', '10ms', '--instances', '6', '--duration', '30m', '--runs', '2'],
      ...['--autoscale', 'hpa', '--target-utilization', '50%', '--max-instances', '20'],
    ])
    // 3 slots of work at 50 %.
    expect(data.figures?.instances.value).toBeGreaterThan(5.4)
    expect(data.figures?.instances.value).toBeLessThan(7.5)
    expect(data.system.autoscaler).toBe('hpa')
  })

  test('a lost zone shows in time', async () => {
    const { data } = await result([
      ...['--rate', '300/s', '--service', '10ms', '--instances', '6', '--duration', '60s', '--runs', '2'],
      ...['--zones', '3', '--lose-zone-at', '20s', '--lose-zone-for', '20s'],
    ])
    const busy = (from: number, to: number): number => {
      const part = (data.timeline ?? []).filter((one) => one.fromSeconds >= from && one.fromSeconds < to)
      return part.reduce((sum, { utilization }) => sum + (utilization ?? 0), 0) / part.length
    }
    // Warm-up 6 s: lost from 26 to 46 s, when 4 do the work of 6.
    expect(busy(28, 44)).toBeGreaterThan(1.3 * busy(8, 24))
  })

  test('scans wait in their queue for workers', async () => {
    const { data, envelope } = await result([
      ...[...four, '--runs', '3', '--scan-service', '100ms', '--scan-share', '10%', '--scan-workers', '4'],
    ])
    const theory = mmc({ ratePerSecond: 30, serviceSeconds: 0.1, servers: 4 })
    const { scans } = data.figures ?? {}
    expect(scans?.utilization?.value).toBeCloseTo(0.75, 1)
    expect(scans?.meanWaitSeconds?.value).toBeGreaterThan(theory.waitSeconds / 3)
    expect(envelope.tables[0]?.rows.map(([what]) => what)).toContain('scans: mean wait')
  })

  test('arrivals through a day, in bursts and of users', async () => {
    const quick = ['--service', '10ms', '--instances', '4', '--runs', '2']
    const day = await result([
      ...quick,
      '--pattern',
      '0s=50/s,60s=300/s',
      '--pattern-period',
      '2m',
      '--duration',
      '4m',
      '--warm-up',
      '0s',
    ])
    expect(day.data.system.arrivals.meanPerSecond).toBeCloseTo(175, 6)
    expect(day.data.figures?.completedPerSecond.value).toBeCloseTo(175, -1)
    const calm = await result([...quick, '--rate', '200/s', '--duration', '60s'])
    const bursts = await result([
      ...quick,
      '--rate',
      '200/s',
      '--duration',
      '60s',
      '--arrivals',
      'bursts',
      '--burst-length',
      '1s',
    ])
    expect(bursts.data.figures?.responseSecondsAt.p99?.value).toBeGreaterThan(
      2 * (calm.data.figures?.responseSecondsAt.p99?.value ?? 0),
    )
    const users = await result([...quick, '--users', '100', '--think', '1s', '--duration', '60s'])
    expect(users.data.figures?.completedPerSecond.value).toBeCloseTo(100 / 1.01, -1)
    expect(users.envelope.headline).toContain('4 instances at 100 users')
  })

  test.each<[string[], number]>([
    [['--spread', 'constant'], 0],
    [['--spread', 'lognormal', '--scv', '2'], 2],
    [['--spread', 'hyperexponential'], 4],
    [['--spread', 'erlang', '--phases', '4'], 0.25],
    [['--spread', 'pareto', '--tail', '3'], 1 / 3],
  ])('service times scatter as %j says', async (args, scv) => {
    const { data } = await result([...fourFor('5s'), '--runs', '2', ...args])
    expect(data.system.service.scv).toBeCloseTo(scv, 9)
  })

  test('the profile gives instances, limits, unit costs, workers and prices', async () => {
    const mine = file(
      'mine.yaml',
      [
        'deployment: {name: app, image: app:1, replicas: 5}',
        'slos: [p99<2s]',
        'unitCosts: {cpuSecondsPerScan: 0.5}',
        'performance: {max_concurrent_scans: 7}',
        'prices: {currency: EUR, period: month, cpuCore: 20, memoryGib: 5}',
      ].join('\n'),
    )
    const { data, envelope } = await result([
      ...['--profile', mine, '--rate', '3/s', '--duration', '10m', '--runs', '2', '--slots', '2'],
      ...['--scan-service', '1s', '--instance', '2c4g'],
    ])
    expect(data.system).toMatchObject({ instances: 5, service: { meanSeconds: 0.5 } })
    expect(data.figures?.slo).toMatchObject([{ term: 'p99<2s' }])
    expect(data.figures?.cost).toEqual({ value: 5 * (2 * 20 + 4 * 5), unit: 'money:EUR/month' })
    expect(data.figures?.scans?.utilization?.value).toBeCloseTo(3 / 7, 1)
    expect(envelope.warnings.join()).toContain('The limits are the slos of the profile')
  })

  test('without any service time says what it assumed, and how to measure it', async () => {
    const { envelope } = await result([
      '--profile',
      'lewis',
      '--rate',
      '100/s',
      '--duration',
      '5s',
      '--runs',
      '2',
    ])
    expect(envelope.warnings.join()).toContain('No service time is known, so 10 ms is assumed.')
    expect(envelope.data.system.instances).toBe(3)
  })
})
