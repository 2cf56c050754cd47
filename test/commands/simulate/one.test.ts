import { describe, expect, test } from 'vitest'
import { mmc } from '../../../src/capacity/index.ts'
import { four, fourFor, result, run } from './in-files.ts'

const theory = mmc({ ratePerSecond: 300, serviceSeconds: 0.01, servers: 4 })

describe('one system', () => {
  test('is told with every figure, its interval and a headline', async () => {
    const { envelope, data } = await result([...four, '--runs', '5'])
    expect([envelope.exitCode, envelope.status]).toEqual([0, 'pass'])
    const { figures, system } = data
    expect(system).toMatchObject({
      instances: 4,
      slots: 1,
      distribution: 'shared',
      durationSeconds: 60,
      warmUpSeconds: 6,
      arrivals: { kind: 'poisson', meanPerSecond: 300 },
      service: { kind: 'exponential', meanSeconds: 0.01, scv: 1, because: '--service, exponential' },
    })
    expect(figures?.runs).toBe(5)
    for (const [simulated, exact] of [
      [figures?.meanResponseSeconds, theory.responseSeconds],
      [figures?.responseSecondsAt.p99, theory.responseAt(0.99)],
      [figures?.utilization, 0.75],
    ] as const) {
      // Five runs: the interval at 99.99 %, about 3 times as wide.
      const half = (3 * ((simulated?.high ?? 0) - (simulated?.low ?? 0))) / 2
      expect(Math.abs((simulated?.value ?? 0) - exact)).toBeLessThan(half)
    }
    expect(envelope.headline).toMatch(
      /^4 instances at 300\/s answer in 1\d\.\d+ ms, 99 % within \d+(\.\d+)? ms, and are 7\d(\.\d+)? % busy\.$/,
    )
    expect(data.timeline).toHaveLength(66)
    expect(data.compared ?? data.fewest ?? data.sweep).toBeNull()
  })

  test('is the same for the same seed on any number of threads, and another for another', async () => {
    const short = [...fourFor('20s'), '--runs', '4']
    const { data } = await result(short)
    expect((await result([...short, '--threads', '1'])).data).toEqual(data)
    expect((await result([...short, '--seed', '2'])).data.figures).not.toEqual(data.figures)
  })

  test('runs until the mean is as certain as was asked for, and says where it is not', async () => {
    const rough = await result([...four, '--precision', '10%'])
    const fine = await result([...four, '--precision', '2.5%'])
    expect(rough.data.figures).toMatchObject({ isPrecise: true })
    expect(fine.data.figures?.runs).toBeGreaterThan(rough.data.figures?.runs ?? 0)
    const { value = 0, low = 0, high = 0 } = fine.data.figures?.meanResponseSeconds ?? {}
    expect((high - low) / 2 / value).toBeLessThanOrEqual(0.025)
    const vague = await result([...four, '--precision', '0.01%', '--runs', '2'])
    expect(vague.envelope.warnings.join()).toMatch(
      /The mean is known to \d.* only, and 0\.01 % was asked for/,
    )
  })

  test.each<[string, string, number]>([
    ['p99<1s, errors<1%, rate>200/s, mean<100ms', 'pass', 0],
    ['p99<1ms', 'fail', 1],
    ['max<10s', 'pass', 0],
  ])('is judged by %s', async (slo, status, code) => {
    const { envelope, data } = await result([...four, '--slo', slo])
    expect([envelope.exitCode, envelope.findings[0]?.status]).toEqual([code, status])
    expect(data.figures?.slo).toHaveLength(slo.split(',').length)
  })

  test('leaves a limit within the interval undecided: exit 4', async () => {
    const { data } = await result([...four, '--runs', '5', '--precision', '1%'])
    const p99 = data.figures?.responseSecondsAt.p99?.value ?? 0
    const { envelope } = await result([
      ...four,
      '--runs',
      '5',
      '--precision',
      '1%',
      '--slo',
      `p99<${p99 * 1000}ms`,
    ])
    expect([envelope.exitCode, envelope.findings[0]?.status]).toEqual([4, 'unknown'])
  })

  test('counts what was late or never answered against the limit', async () => {
    const { data } = await result([...four, '--slo', 'p90<30ms', '--queue-limit', '3', '--timeout', '50ms'])
    const { missedShare, gaveUpShare } = data.figures ?? {}
    expect(gaveUpShare?.value).toBeGreaterThan(0)
    expect(missedShare?.value).toBeGreaterThan(gaveUpShare?.value ?? 1)
    expect(data.timeline?.some(({ missed }) => missed > 0)).toBe(true)
  })

  test('tells why tries failed, and what became of retries', async () => {
    const wild = [
      '--rate',
      '390/s',
      '--timeout',
      '40ms',
      '--retries',
      '2',
      '--queue-limit',
      '5',
      '--fail-every',
      '5s',
    ]
    const { data, envelope } = await result([...four.slice(2), ...wild, '--repair-time', '1s', '--runs', '3'])
    const { failed, retries } = data.figures?.counts ?? {}
    expect(Object.values(failed ?? {}).filter((count) => count > 0).length).toBeGreaterThanOrEqual(3)
    expect(retries).toBeGreaterThan(0)
    const rows = envelope.tables[0]?.rows.map(([what]) => what)
    expect(rows).toEqual(expect.arrayContaining(['tries: refused', 'tries: timed out', 'tries: lost']))
    expect(envelope.headline).toContain('of the requests give up')
  })

  test('fits 80 columns', async () => {
    const { output } = await run([...four, '--slo', 'p99<100ms', '-v'])
    for (const line of output.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    expect(output).toContain('Response time over time')
  })
})
