import { describe, expect, test } from 'vitest'
import { data, run } from './in-files.ts'

const points = '1=955,2=1878,4=3548,8=6531,16=9897,32=12074'
const growing = ['forecast', '--values', '100,102,105,107,108,111', '--every', '1d', '--capacity']

describe('a doubt warns, and exits 1 with --strict', () => {
  test.each([
    [['erlang-c', '--servers', '3', '--load', '3'], 'erlang-c.unstable'],
    [['headroom', '--load', '600/s', '--capacity', '800/s'], 'headroom.passed'],
    [['usl', '--points', points, '--at', '48,1000'], 'usl.far-prediction'],
    [['usl', '--points', points, '--response', '1s'], 'usl.far-prediction'],
    [[...growing, '120', '--lead-time', '30d'], 'forecast.exhausted'],
    [[...growing, '110'], 'forecast.exhausted'],
    [['mgc', '--rate', '400/s', '--service', '10ms', '--servers', '5', '--scv', '20'], 'calc.wide-spread'],
    [['mg1', '--rate', '80/s', '--service', '10ms', '--scv', '20'], 'calc.wide-spread'],
  ])('%j', async (args, id) => {
    const { findings, exitCode } = await data(args)
    expect(exitCode).toBe(0)
    expect(findings.map((one: { id: string; status: string }) => [one.id, one.status])).toContainEqual([
      id,
      'warn',
    ])
    expect((await run(['calc', ...args, '--strict', '-q'])).exitCode).toBe(1)
  })

  test.each([
    [['erlang-c', '--servers', '3', '--load', '2.9']],
    [['headroom', '--load', '560/s', '--capacity', '800/s', '--growth', '5%/month']],
    [['usl', '--points', points, '--at', '48,64']],
    [[...growing, '120', '--lead-time', '1h']],
    [['mgc', '--rate', '400/s', '--service', '10ms', '--servers', '5', '--scv', '4']],
    [['mg1', '--rate', '80/s', '--service', '10ms', '--scv', '4']],
  ])('%j is none', async (args) => {
    expect((await run(['calc', ...args, '--strict', '-q'])).exitCode).toBe(0)
  })
})

describe('a spread wider than Kimura is known for', () => {
  const wide = ['mgc', '--rate', '400/s', '--service', '10ms', '--scv', '20', '--servers']

  test('gives a range, whose upper end is the safe one', async () => {
    const { output } = await run(['calc', ...wide, '5'])
    expect(output).toContain('have a mean wait between 32.85 ms and 58.18 ms.')
    expect(output).toContain('the safe figure')
    expect(output).toContain('p99 238 ms')
    expect(output).not.toContain('do not plan with it')
    expect(output).not.toContain('approximate; wait')
    const { findings } = await data([...wide, '5'])
    expect(findings[0].advice[0].command).toBe(
      'lewis-perf simulate --rate 400/s --service 0.01s --instances 5 --spread hyperexponential --scv 20',
    )
  })

  test('is exact in the mean of one server', async () => {
    const { headline, findings } = await data([
      'mgc',
      ...['--rate', '80/s', '--service', '10ms', '--scv', '20', '--servers', '1'],
    ])
    expect(headline).toBe('1 server that is 80 % busy has a mean wait of 420 ms.')
    expect(findings[0].because).toContain('the means are exact')
  })
})

describe('an error budget', () => {
  const alerts = async (...args: string[]) => {
    const { data: found, tables } = await data(['error-budget', ...args])
    const row = tables[0].rows.find(([name]: string[]) => name === 'alerts')
    return { longs: found.cases[0].answer.alerts.map((one: { longSeconds: number }) => one.longSeconds), row }
  }

  test('sets the usual alerts, and no others than can fire in time', async () => {
    const usual = await alerts('--objective', '99.9%')
    expect(usual).toEqual({ longs: [3600, 21_600, 259_200], row: undefined })
    const week = await alerts('--objective', '99.9%', '--window', '7d')
    expect(week.longs).toEqual([3600, 21_600])
    expect(week.row[2]).toContain('of 3; the rest would fire within the budget')
    expect((await alerts('--objective', '80%')).longs).toEqual([259_200])
    const hour = await data(['error-budget', '--objective', '99.9%', '--window', '1h'])
    expect(hour.tables).toHaveLength(1)
  })

  test('that is just gone has no nanosecond left, and none of nothing', async () => {
    const { data: found } = await data([
      'error-budget',
      ...['--objective', '99.9%', '--failed', '10', '--total', '10000'],
    ])
    expect(found.cases[0].answer.secondsLeft).toBe(0)
    const { output } = await run([
      'calc',
      'error-budget',
      '--objective',
      '99%',
      '--failed',
      '0',
      '--total',
      '0',
    ])
    expect(output).toContain('of 0 requests nothing can be said')
  })
})

describe('numbers at their ends', () => {
  test('a target that is just reached is not passed', async () => {
    const { headline } = await data(['headroom', '--load', '560/s', '--capacity', '800/s'])
    expect(headline).toBe('560/s of 560/s allowed, which is reached: nothing is left.')
  })

  test('nobody waits at a percentile of all who do not', async () => {
    const queue = ['--rate', '10/s', '--service', '10ms', '--scv', '1', '--arrival-scv', '1']
    const { data: found } = await data(['gg1', ...queue])
    expect(found.cases[0].answer.approximateWaitSecondsAt.p90).toBe(0)
  })

  test('no band of a throughput goes below 0', async () => {
    const { data: found } = await data(['usl', '--points', '1=10,2=30,4=20,8=50,16=30', '--at', '1..9'])
    for (const { low } of found.cases[0].answer.predictions) expect(low).toBeGreaterThanOrEqual(0)
  })

  test.each([
    [['erlang-b', '--servers', '3', '--load', '1e308'], 'more than can be worked out'],
    [['mg1', '--rate', '1/s', '--service', '1ms', '--scv', '1e300'], '--scv must be at most 1000000'],
    [['error-budget', '--objective', '100%'], 'Give a share below 100 %'],
  ])('%j is refused', async (args, sentence) => {
    const { exitCode, errors } = await run(['calc', ...args])
    expect(exitCode).toBe(2)
    expect(errors).toContain(sentence)
  })
})

test('a small database says that its reserve was cut', async () => {
  const { output } = await run(['calc', 'pool', '--rate', '4/s', '--hold', '20ms', '--max-connections', '2'])
  expect(output).toContain('2 - 2 reserved: cut from the usual 3')
  expect(output).toContain('x 1 pod\n')
})

test.each([
  [['redundancy', '--rate', '10/s', '--per-instance', '120/s'], '1 is left after'],
  [['power-of-d', '--utilization', '90%', '--choices', '1'], 'With 1 choice a'],
  [
    ['mmc', '--rate', '10/s', '--service', '10ms', '--servers', '1'],
    '1 server at 10/s is 10 % busy and answers',
  ],
])('%j speaks of one', async (args, words) => {
  expect((await run(['calc', ...args])).output).toContain(words)
})
