import { describe, expect, test } from 'vitest'
import { anyFor, four, result } from './in-files.ts'

describe('side by side', () => {
  test('algorithms are told apart with the same random numbers', async () => {
    const { data, envelope } = await result([
      ...four,
      '--compare',
      'round-robin,least-connections',
      '--runs',
      '5',
    ])
    const [first, second] = data.compared ?? []
    expect([first?.name, second?.name]).toEqual(['round-robin', 'least-connections'])
    expect(first?.differences).toEqual([])
    const p99 = second?.differences.find(({ figure }) => figure === 'p99Response')
    expect(p99?.verdict).toBe('lower')
    expect(envelope.headline).toMatch(/^least-connections has the shortest p99, .* less than round-robin\.$/)
    // The same requests: what differs is much less uncertain than either.
    expect(first?.figures.counts.arrived).toBe(second?.figures.counts.arrived)
    expect(envelope.tables.map(({ title }) => title)).toEqual([
      'Compared: 5 runs each, with the same random numbers',
      'More or less than round-robin, paired by run',
    ])
  })

  test('one compared with itself is the same', async () => {
    const { data, envelope } = await result([
      ...['--users', '3', '--service', '10ms', '--instances', '4', '--duration', '10s', '--runs', '3'],
      ...['--compare', 'round-robin,weighted'],
    ])
    expect(data.compared?.[1]?.differences.map(({ verdict }) => verdict)).toEqual([
      'same',
      'same',
      'same',
      'same',
    ])
    expect(envelope.headline).toContain('cannot be told from')
  })

  test('instance counts show what one more gains and costs', async () => {
    const { data } = await result([...anyFor('60s'), '--compare', 'instances=4,5', '--runs', '3'])
    const [, five] = data.compared ?? []
    expect(five?.name).toBe('5 instances')
    expect(five?.differences).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ figure: 'meanResponse', verdict: 'lower' }),
        expect.objectContaining({ figure: 'instances', difference: { value: 1, low: 1, high: 1 } }),
      ]),
    )
  })
})

describe('the fewest instances', () => {
  test('hold the limit, and one fewer does not', async () => {
    const { data, envelope } = await result([...anyFor('60s'), '--find-min-instances', '--slo', 'p99<50ms'])
    const { instances = 0, trials } = data.fewest ?? {}
    const verdictAt = (count: number) => trials?.find((trial) => trial.instances === count)?.verdict
    expect(instances).toBe(5)
    expect([verdictAt(4), verdictAt(5)]).toEqual(['fails', 'holds'])
    expect(data.figures?.instances.value).toBe(5)
    expect(envelope.headline).toBe('5 instances are the fewest that hold p99<50ms.')
    expect(envelope.exitCode).toBe(0)
  })

  test('are none where one request alone takes too long', async () => {
    const { envelope, data } = await result([
      ...[...anyFor('20s'), '--find-min-instances', '--slo', 'p99<20ms', '--max-instances', '16'],
    ])
    expect([envelope.exitCode, data.fewest?.instances, envelope.findings[0]?.status]).toEqual([
      1,
      null,
      'fail',
    ])
    expect(data.fewest?.trials.at(-1)?.instances).toBe(16)
  })

  test('are at least as many as do not pile up work for ever', async () => {
    const { envelope } = await result([
      ...anyFor('60s'),
      '--find-min-instances',
      '--slo',
      'p99<1s',
      '--max-instances',
      '3',
    ])
    expect(envelope.exitCode).toBe(2)
    expect(envelope.error?.sentence).toContain('At least 4 instances are needed')
  })
})

describe('a curve', () => {
  test('goes through every value, also those at which nothing is stable', async () => {
    const { data, envelope } = await result([
      ...['--service', '10ms', '--instances', '4', '--duration', '20s', '--runs', '2'],
      ...['--sweep', 'rate=100..500:200', '--slo', 'p99<100ms'],
    ])
    expect(data.sweep?.axis).toBe('rate')
    expect(data.sweep?.points.map(({ value, figures }) => [value, figures !== null])).toEqual([
      [100, true],
      [300, true],
      [500, false],
    ])
    expect(envelope.tables[0]?.rows[2]?.[1]).toBe('not stable')
    expect(envelope.headline).toBe(
      '3 values of rate simulated; 1 of them would not be stable: p99<100ms holds from 100/s to 300/s.',
    )
    expect(envelope.charts?.[0]?.series[1]?.points).toHaveLength(3)
  })

  test('over instances is shorter with each', async () => {
    const { data } = await result([...anyFor('20s'), '--runs', '3', '--sweep', 'instances=4..6'])
    const means = data.sweep?.points.map(({ figures }) => figures?.meanResponseSeconds?.value ?? 0) ?? []
    expect(means).toHaveLength(3)
    expect(means.toSorted((a, b) => b - a)).toEqual(means)
  })

  test('of rates may be written with their period', async () => {
    const { data } = await result([
      ...[
        '--service',
        '10ms',
        '--instances',
        '4',
        '--duration',
        '5s',
        '--runs',
        '2',
        '--sweep',
        'rate=6000/m,200/s',
      ],
    ])
    expect(data.sweep?.points.map(({ value }) => value)).toEqual([100, 200])
  })
})
