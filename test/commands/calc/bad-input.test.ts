import { describe, expect, test } from 'vitest'
import { data, file, run } from './in-files.ts'

describe('a flag that says what another one says, or means nothing without it, is refused', () => {
  test.each([
    [['erlang-b', '--servers', '2', '--blocking', '1%', '--load', '1'], '--blocking asks for the load'],
    [['erlang-b', '--servers', '2', '--blocking', '1%', '--service', '1s'], '--blocking asks for the load'],
    [
      [
        'erlang-c',
        '--servers',
        '9',
        '--rate',
        '9/s',
        '--service',
        '1s',
        '--wait-target',
        '1s',
        '--fraction',
        '9%',
      ],
      '--fraction asks for the servers',
    ],
    [
      ['erlang-c', '--servers', '9', '--load', '3', '--wait-target', '1s'],
      'a wait is measured in service times',
    ],
    [
      [
        'erlang-c',
        '--load',
        '1',
        '--rate',
        '9/s',
        '--service',
        '1s',
        '--wait-target',
        '1s',
        '--fraction',
        '95%',
      ],
      'not --load',
    ],
    [['pool', '--rate', '9/s', '--hold', '1s', '--reserved', '3'], '--reserved is of --max-connections'],
    [['error-budget', '--objective', '99%', '--failed', '3'], 'say together how fast the budget burns'],
    [['error-budget', '--objective', '99%', '--observed', '1h'], 'say together how fast the budget burns'],
    [['forecast', '--values', '1,2,3,4', '--series', 'a'], '--series chooses from a recording'],
    [['forecast', '--from', '/numbers.txt', '--series', 'a'], '--series chooses from a recording'],
    [['forecast', '--from', '/dated.csv', '--every', '1h'], '--every is for values without dates'],
    [['forecast', '--from', '/numbers.txt', '--values', '1,2,3'], '--from and --values say the same twice'],
    [['usl', '--from', '/sweep.csv', '--points', '1=2,2=3,4=5'], '--from and --points say the same twice'],
  ])('%j', async (args, sentence) => {
    file('numbers.txt', '1\n2\n3\n4\n')
    file('dated.csv', 'at,name,value\n0,a,1\n3600000,a,2\n7200000,a,3\n')
    file('sweep.csv', '1,10\n2,18\n4,30\n')
    const { exitCode, errors } = await run(['calc', ...args])
    expect(exitCode).toBe(2)
    expect(errors).toContain(sentence)
  })
})

describe('numbers that no system has are refused', () => {
  test.each([
    [
      ['error-budget', '--objective', '99%', '--failed', '200', '--total', '100'],
      '200 failures of 100 requests',
    ],
    [['error-budget', '--objective', '100%'], 'The objective'],
    [
      ['pool', '--rate', '9/s', '--hold', '1s', '--max-connections', '5', '--reserved', '6'],
      'cannot be reserved',
    ],
    [['headroom', '--load', '1/s', '--capacity', '2/s', '--target', '0%'], 'The target utilization'],
    [['headroom', '--load', '1/s', '--capacity', '0/s'], 'The capacity'],
    [['mmc', '--rate', '0/s', '--service', '1s', '--servers', '1'], 'The rate'],
    [['mmc', '--rate', '-1/s', '--service', '1s', '--servers', '1'], 'is not a rate'],
    [
      ['mmck', '--rate', '1/s', '--service', '1s', '--servers', '4', '--capacity', '3'],
      'at least the 4 servers',
    ],
    [['mg1', '--rate', '1/s', '--service', '1s', '--scv', '1'], 'not stable'],
    [['mg1', '--rate', '1/s', '--service', '100ms', '--scv', '-1'], 'must be at least 0'],
    [['mgc', '--rate', '9/s', '--service', '1s', '--servers', '9', '--scv', '1'], 'not stable'],
    [['gg1', '--rate', '1/s', '--service', '2s', '--scv', '1', '--arrival-scv', '1'], 'not stable'],
    [['mva', '--demands', '0s', '--users', '3'], 'No station takes any time'],
    [['mva', '--demands', '1ms', '--users', '1.5'], 'The population'],
    [['mva', '--demands', '1ms', '--users', '1..100000'], 'more than can be worked out'],
    [['power-of-d', '--utilization', '100%'], 'The utilization'],
    [['redundancy', '--rate', '9/s', '--per-instance', '0/s'], 'What one instance does'],
    [['usl', '--points', '1=5,1=5,1=5'], 'at least 3 different concurrencies, got 1'],
    [['usl', '--points', '1=5,2=9'], 'at least 3 different concurrencies, got 2'],
    [['usl', '--points', '0=5,2=9,3=10'], 'cannot be fitted'],
    [['usl', '--points', '1=-5,2=9,3=10'], 'cannot be fitted'],
    [['usl', '--points', '1=NaN,2=9,3=10'], 'is no list of points'],
    [['usl', '--points', '1=1,2=2,3=2', '--at', '1..1000000'], 'more than 100000'],
    [['usl', '--points', '1=0,2=0,3=0'], 'All throughputs are 0'],
    [['forecast', '--values', '1,2'], 'at least 3 values, got 2'],
    [['forecast', '--values', '1,2,3', '--horizon', '1000000'], 'must be at most 100000'],
    [['forecast', '--values', '1,2,3', '--level', '100%'], 'The level'],
  ])('%j', async (args, sentence) => {
    const { exitCode, errors } = await run(['calc', ...args])
    expect(exitCode).toBe(2)
    expect(errors).toContain(sentence)
  })
})

describe('what is odd but measured is answered', () => {
  test('points in any order and twice over', async () => {
    const points = [1, 2, 4, 8, 16, 32].map(
      (n) => `${n}=${(100 * n) / (1 + 0.05 * (n - 1) + 0.001 * n * (n - 1))}`,
    )
    const straight = await data(['usl', '--points', points.join(',')])
    const turned = await data(['usl', '--points', [...points].reverse().join(',')])
    const twice = await data(['usl', '--points', [...points, ...points].join(',')])
    const kappa = (found: typeof straight): number => found.data.cases[0].answer.kappa
    expect(kappa(straight)).toBeCloseTo(0.001, 8)
    expect(kappa(turned)).toBeCloseTo(kappa(straight), 8)
    expect(kappa(twice)).toBeCloseTo(kappa(straight), 8)
  })

  test('throughputs that are all the same, which contention alone explains', async () => {
    const found = await data(['usl', '--points', '1=50,2=50,4=50,8=50,16=50,32=50'])
    const { sigma, kappa, r2, peak } = found.data.cases[0].answer
    expect(sigma).toBeCloseTo(1, 6)
    expect(kappa).toBeCloseTo(0, 6)
    expect([r2, peak]).toEqual([1, null])
  })

  test('throughputs that only fall, of which no peak below one is named', async () => {
    for (const points of ['1=100,2=50,4=25,8=12,16=6,32=3', '1=100,2=55,4=24,8=9,16=4,32=2']) {
      const { output } = await run(['calc', 'usl', '--points', points])
      expect(output).toMatch(/^One at once is the most: beyond, throughput falls from \d+/)
    }
  })

  test('a share of servers that keeps a wait', async () => {
    const args = ['erlang-c', '--rate', '100/s', '--service', '50ms', '--wait-target', '10ms']
    const counted = await data([...args, '--fraction', '95%'])
    const given = await data([...args, '--servers', '9'])
    expect(given.data.cases[0].answer.achieved).toBeCloseTo(counted.data.cases[0].answer.achieved, 12)
    const late = await data([...args, '--servers', '5'])
    expect(late.data.cases[0].answer.achieved).toBe(0)
  })
})

describe('a forecast of what is full', () => {
  test('says so, also where it wavers', async () => {
    for (const values of ['90,92,94,96,98,100', '110,108,111,110,107,109']) {
      const { output, exitCode } = await run(['calc', 'forecast', '--values', values, '--capacity', '100'])
      expect(exitCode).toBe(0)
      expect(output).toMatch(/It is at 10\d of 100 already/)
    }
    const found = await data(['forecast', '--values', '90,92,94,96,98,100', '--capacity', '95'])
    expect(found.data.cases[0].answer.exhaustion).toEqual({ likely: 5, earliest: 5, latest: 5 })
  })

  test('never lies in the past', async () => {
    // The line is past 100 where a last low value is not.
    const values = '88,94,90,97,93,101,98,104,99'
    const found = await data(['forecast', '--values', values, '--capacity', '100'])
    const { earliest, likely } = found.data.cases[0].answer.exhaustion
    expect(earliest).toBe(8)
    expect(likely).toBe(8)
  })

  test('warns where an order of today comes too late', async () => {
    const order = ['--values', '90,92,94,96,97,98', '--every', '1d', '--capacity', '104', '--lead-time']
    const late = await run(['calc', 'forecast', ...order, '30d'])
    expect(late.output + late.errors).toContain('Order now')
    const early = await run(['calc', 'forecast', ...order, '1h'])
    expect(early.output + early.errors).not.toContain('Order now')
  })

  test('in any order, and says where moments come twice', async () => {
    const csv = file('twice.csv', 'at,name,value\n3600000,a,2\n0,a,1\n7200000,a,9\n7200000,a,3\n0,b,1\n')
    const lines = [3_600_000, 0, 7_200_000, 7_200_000].map((at, place) =>
      JSON.stringify({ at, v: { a: [2, 1, 9, 3][place] } }),
    )
    const header = '{"schema":"lewis-perf/samples/1","intervalSeconds":3600,"machine":null}'
    const json = file('twice.jsonl', `${[header, ...lines].join('\n')}\n`)
    for (const path of [csv, json]) {
      const { output, errors } = await run(['calc', 'forecast', '--from', path, '--series', 'a'])
      expect(output + errors).toContain('1 value came at a moment that has another one')
      const found = await data(['forecast', '--from', path, '--series', 'a', '--horizon', '1'])
      expect(found.data.cases[0].answer.forecast[0].fit).toBeCloseTo(4, 10)
    }
  })

  test('of values that are all equal goes on so', async () => {
    const found = await data(['forecast', '--values', '5,5,5,5,5,5', '--horizon', '2', '--capacity', '9'])
    const { forecast, exhaustion } = found.data.cases[0].answer
    expect(forecast.map(({ fit }: { fit: number }) => fit)).toEqual([5, 5])
    expect(exhaustion).toEqual({ likely: null, earliest: null, latest: null })
  })
})
