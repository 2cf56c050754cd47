import { describe, expect, test } from 'vitest'
import { type CalibrationPoint, type CalibrationSeries, calibrate } from '../../../src/sizing/index.ts'
import { deployment, gib, known, pointsOf, request } from './points.ts'

const cpu = (points: CalibrationPoint[]): CalibrationSeries => ({ resource: 'cpu', what: 'cpu', points })
const onScans = (scans: readonly number[], value: (scans: number) => number): CalibrationPoint[] =>
  scans.map((one) => ({ run: 'a', per: { scans: one }, value: value(one) }))
const scansAlone = (points: CalibrationPoint[]) => ({
  per: { scans: 's' },
  series: [cpu(points)],
  files: ['a'],
  doubts: [],
})

describe('unit costs that are known', () => {
  const { data, warnings } = calibrate(request(deployment()))

  test.each(Object.entries(known))('%s is recovered, and lies in its interval', (key, value) => {
    const cost = data.unitCosts[key as keyof typeof known]
    expect((cost?.value ?? 0) / value).toBeCloseTo(1, 1)
    expect(cost?.low).toBeLessThanOrEqual(value * 1.001)
    expect(cost?.high).toBeGreaterThanOrEqual(value * 0.999)
  })

  test('are recovered exactly without noise', () => {
    const exact = calibrate(request(deployment(0))).data.unitCosts
    for (const [key, value] of Object.entries(known))
      expect((exact[key as keyof typeof known]?.value ?? 0) / value).toBeCloseTo(1, 8)
  })

  test('predict the upper fifth of the load that they were not fitted to', () => {
    const fit = data.fits.find(({ resource }) => resource === 'cpu')
    expect(fit?.heldOut?.how).toBe('upper')
    expect(Math.abs(fit?.heldOut?.error ?? 1)).toBeLessThan(0.02)
    expect(fit?.heldOut?.within).toBeGreaterThanOrEqual((fit?.heldOut?.points ?? 0) * 0.7)
  })

  test('are told with what a demand model leaves out', () => {
    expect(warnings.join()).toMatch(/CPU: (0\.09|0\.1)\d* cores are/)
  })
})

describe('a fit', () => {
  test('of few points is tried on each in turn', () => {
    const { data } = calibrate(scansAlone(onScans([1, 2, 3, 4], (scans) => scans + (scans === 2 ? 0.1 : 0))))
    expect(data.fits[0]?.heldOut).toMatchObject({ how: 'one-by-one', points: 4, within: null })
  })

  test('whose cost does not rise in proportion is said to be off', () => {
    const points = onScans(
      Array.from({ length: 30 }, (_, index) => 1 + index),
      (scans) => scans * scans,
    )
    const { findings, data } = calibrate(
      scansAlone(points.map((point, index) => ({ ...point, run: String(index) }))),
    )
    expect(data.fits[0]?.heldOut?.error).toBeLessThan(-0.1)
    expect(findings).toMatchObject([
      { id: 'calibrate.wrong-where-held-out', instance: 'cpu', status: 'warn' },
    ])
    expect(findings[0]?.because).toContain('cost and load may not be in proportion')
  })

  test('says where users cost CPU too, which a profile cannot hold', () => {
    const both = pointsOf((scans, users) => scans * 36 + users * 0.01)
    const { data, warnings } = calibrate(request([cpu(both)]))
    expect(data.unitCosts.cpuSecondsPerScan?.value).toBeCloseTo(36, 0)
    expect(data.fits[0]?.slopes[1]?.value).toBeCloseTo(0.01, 3)
    expect(warnings.join()).toContain('CPU also grows with users')
  })

  test('takes the mean growth of storage, with or without work, and says where it follows the load', () => {
    const growing = pointsOf((scans) => scans * 1e6)
    const storage: CalibrationSeries = { resource: 'storage', what: 'disk', points: growing }
    const { data, warnings } = calibrate(request([storage]))
    const middle = growing.reduce((sum, { value }) => sum + value, 0) / growing.length
    expect(data.unitCosts.storagePerDayBytes?.value).toBeCloseTo(middle * 86_400, 0)
    expect(warnings.join()).toContain('Storage grows with the load')
    const even = onScans([3, 3, 3, 3, 3], () => 1000).map((point, index) => ({
      ...point,
      value: 1000 + (index % 2),
    }))
    const plain = calibrate({ ...scansAlone([]), series: [{ ...storage, points: even }] })
    expect(plain.data.fits[0]?.per).toEqual([])
    expect(plain.data.unitCosts.storagePerDayBytes?.value).toBeCloseTo(1000.4 * 86_400, 0)
  })

  test('says where points in a row resemble each other', () => {
    const lasting = pointsOf((scans) => 1 + scans * 36, { noise: 0 }).map((point, index) => ({
      ...point,
      value: point.value + 0.2 * Math.sin(index * 1.1),
    }))
    const { warnings, data } = calibrate({ ...request([cpu(lasting)]), per: { scans: 's' } })
    expect(data.fits[0]?.effectivePoints).toBeLessThan(20)
    expect(warnings.join()).toContain('points in a row resemble each other, so 40 count as')
  })

  test('takes a base memory below 0 as 0, and says so', () => {
    const points = pointsOf((_, users) => users * gib - 5 * gib, { noise: 0.001 })
    const { data, warnings } = calibrate(request([{ resource: 'memory', what: 'm', points }]))
    expect(data.unitCosts.baseMemoryBytes).toMatchObject({ value: 0, low: 0 })
    expect(warnings.join()).toContain('comes out below 0')
  })

  test('warns of an interval that is wide, or includes 0', () => {
    const of = (cost: number) =>
      calibrate(request([cpu(pointsOf((scans) => 5 + scans * cost, { noise: 0.05 }))]))
        .findings.map(({ because }) => because)
        .join()
    expect(of(36)).toContain('is only known to')
    expect(of(1)).toContain('its interval includes 0')
  })

  test('keeps what could be fitted, and says why the rest could not', () => {
    const [first] = deployment()
    const short: CalibrationSeries = {
      resource: 'network',
      what: 'n',
      points: pointsOf(() => 1, { count: 3 }),
    }
    const { data, findings, headline } = calibrate(request(first === undefined ? [] : [first, short]))
    expect(Object.keys(data.unitCosts)).toEqual(['cpuSecondsPerScan'])
    expect(data.notFitted).toEqual([
      { resource: 'network', reason: expect.stringContaining('has 3 points') },
      { resource: 'memory', reason: 'The files tell of no memory, which --per users is for.' },
    ])
    expect(findings.map(({ instance, status }) => [instance, status])).toEqual([
      ['network', 'warn'],
      ['memory', 'warn'],
    ])
    expect(headline).toMatch(/ Not fitted: Network, Memory\.$/)
  })
})

describe('what says nothing is refused:', () => {
  const rising = [1, 2, 3, 4, 5, 6]
  test.each<[string, Parameters<typeof calibrate>[0], string]>([
    [
      'too few points',
      scansAlone(onScans([1, 2, 3], (scans) => scans)),
      'CPU has 3 points of cpu, and a fit needs at least 4',
    ],
    [
      'the same load throughout',
      scansAlone(onScans([2, 2, 2, 2, 2], () => Math.PI)),
      'is 3.142 cores at every point',
    ],
    [
      'one load with other figures',
      scansAlone(rising.map((value) => ({ run: 'a', per: { scans: 2 }, value }))),
      'scans are 2/s throughout',
    ],
    [
      'a load that hardly changes',
      scansAlone(onScans([100, 101, 102, 103], (scans) => scans)),
      'scans only go from 100/s to 103/s',
    ],
    [
      'scans and users that move together',
      request([
        cpu(
          rising.map((one) => ({
            run: 'a',
            per: { scans: one, users: 2 * one + 0.01 * (one % 2) },
            value: one,
          })),
        ),
      ]),
      'they rise and fall together',
    ],
    [
      'a negative load',
      scansAlone(onScans([-1, 2, 3, 4], (scans) => scans * scans)),
      'has a negative figure',
    ],
    ['a negative figure', scansAlone(onScans(rising, (scans) => scans - 3)), 'has a negative figure'],
    ['a figure that nothing moves', scansAlone(onScans(rising, () => 0.5)), 'so nothing moves it'],
    ['a cost below 0', scansAlone(onScans(rising, (scans) => 10 - scans)), 'does not grow with that load'],
    [
      'a figure that is none',
      scansAlone(onScans(rising, (scans) => (scans === 3 ? Number.NaN : scans))),
      'cannot be made from NaN',
    ],
    ['nothing at all', { ...scansAlone([]), series: [] }, 'tell of no CPU'],
    [
      'memory without users',
      { ...scansAlone([]), series: [{ resource: 'memory', what: 'm', points: [] }] },
      'none of that is per scans',
    ],
  ])('%s', (_, given, sentence) => {
    expect(() => calibrate(given)).toThrow(sentence)
  })
})
