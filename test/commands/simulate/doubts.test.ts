import { describe, expect, test } from 'vitest'
import { file, result } from './in-files.ts'

const quick = ['--service', '10ms', '--instances', '2', '--runs', '3']
const doubts = async (...args: string[]) => (await result([...quick, ...args])).envelope.warnings.join('\n')

describe('what to doubt', () => {
  test('a part of a pattern, whose own load is told', async () => {
    const pattern = ['--pattern', '0m=50/s,5m=150/s', '--pattern-period', '10m']
    const { envelope } = await result([...quick, ...pattern, '--duration', '1m', '--warm-up', '0s'])
    expect(envelope.warnings.join()).toContain(
      'Only 1 min of the 10 min of the pattern were simulated, from 0 s',
    )
    // From 50 to 70 a second; 100 is the mean of all of it.
    expect(envelope.headline).toMatch(/^2 instances at [56]\d(\.\d+)?\/s answer/)
  })

  test('nothing of a whole pattern, which is simulated where nothing else is said', async () => {
    const pattern = ['--pattern', '0s=50/s,60s=100/s', '--pattern-period', '2m']
    const { envelope, data } = await result([...quick, ...pattern])
    expect(data.system.durationSeconds).toBe(120)
    expect(envelope.warnings.join()).not.toContain('Only')
  })

  test('a part of a trace', async () => {
    const times = Array.from({ length: 500 }, (_, index) => index / 10)
    const trace = file('long', times.join('\n'))
    expect(await doubts('--trace', trace, '--duration', '20s')).toContain(
      'Only 20 s of the 49.9 s of the trace',
    )
  })

  test('bursts that hardly come in the time, and times without a variance', async () => {
    const rate = ['--rate', '50/s', '--duration', '30s', '--precision', '50%']
    const bursts = ['--arrivals', 'bursts', '--burst-length', '1h']
    expect(await doubts(...rate, ...bursts)).toContain('A burst comes every 10 h')
    expect(await doubts(...rate, '--spread', 'pareto', '--tail', '1.5')).toContain(
      'variance is without bound',
    )
    expect(await doubts(...rate, '--spread', 'pareto', '--tail', '2.5')).not.toContain('variance')
  })

  test('limits that do not count who gave up', async () => {
    const crowded = ['--rate', '300/s', '--queue-limit', '2', '--duration', '20s']
    expect(await doubts(...crowded, '--slo', 'p50<1s')).toMatch(/3\d(\.\d+)? % of the requests gave up/)
    expect(await doubts(...crowded, '--slo', 'p50<1s, errors<50%')).not.toContain('gave up')
  })

  test('a system that does not come to rest: exit 4', async () => {
    const uneven = ['--rate', '150/s', '--duration', '30s', '--balance', 'weighted', '--weights', '9,1']
    const { envelope } = await result([...quick, ...uneven, '--slo', 'p99<1h'])
    expect(envelope.warnings.join()).toContain('did not come to rest')
    expect(envelope.exitCode).toBe(4)
  })

  test('nothing that came: exit 4', async () => {
    const { envelope } = await result([...quick, '--rate', '1/d', '--duration', '1s', '--slo', 'p99<1s'])
    expect([envelope.exitCode, envelope.headline]).toEqual([4, 'No request came to 2 instances.'])
    expect(envelope.warnings).toContain('No request came: simulate a longer --duration.')
  })
})

test('a sweep over users thinks as long as is said', async () => {
  const { data } = await result([...quick, '--duration', '60s', '--sweep', 'users=5,20', '--think', '3s'])
  const rates = data.sweep?.points.map(({ figures }) => figures?.completedPerSecond.value ?? 0)
  expect(rates?.[0]).toBeCloseTo(5 / 3.01, 0)
  expect(rates?.[1]).toBeCloseTo(20 / 3.01, 0)
})

test('the fewest instances are told with the share that gives up', async () => {
  const { envelope } = await result([
    ...['--rate', '150/s', '--service', '10ms', '--duration', '30s', '--runs', '3'],
    ...['--find-min-instances', '--slo', 'p90<100ms', '--timeout', '50ms'],
  ])
  expect(envelope.headline).toMatch(/the fewest that hold p90<100ms\. .* % of the requests give up\.$/)
})
