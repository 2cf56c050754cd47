import { describe, expect, test } from 'vitest'
import { file, four, result, run } from './in-files.ts'

describe('what contradicts or changes nothing is refused', () => {
  test.each<[string[], string]>([
    [[], 'simulate has to know how many requests come.'],
    [['--rate', '300/s', '--users', '5'], '--rate and --users contradict each other.'],
    [[...four, '--service-from', '/x'], '--service and --service-from contradict each other.'],
    [[...four, '--find-min-instances', '--slo', 'p99<1s'], '--instances and --find-min-instances contradict'],
    [[...four, '--sweep', 'instances=2..4'], '--sweep instances=... and --instances contradict each other.'],
    [
      [...four, '--compare', 'instances=2,4'],
      '--compare instances=... and --instances contradict each other.',
    ],
    [[...four, '--burst-factor', '3'], '--burst-factor says nothing without --arrivals bursts.'],
    [[...four, '--think', '3s'], '--think says nothing without --users.'],
    [[...four, '--scv', '3'], '--scv says nothing without --spread lognormal.'],
    [[...four, '--spread', 'erlang', '--tail', '3'], '--tail says nothing without --spread pareto.'],
    [[...four, '--request', 'a'], '--request says nothing without --service-from.'],
    [[...four, '--retry-budget', '10%'], '--retry-budget says nothing without --retries.'],
    [[...four, '--zones', '2'], '--zones says nothing without --lose-zone-at.'],
    [[...four, '--scan-workers', '2'], '--scan-workers says nothing without --scan-service.'],
    [
      [...four, '--max-instances', '2'],
      '--max-instances says nothing without --autoscale hpa or --find-min-instances.',
    ],
    [
      [...four, '--autoscale', 'guide', '--tolerance', '5%'],
      '--tolerance says nothing without --autoscale hpa.',
    ],
    [
      [...four, '--weights', '1,2'],
      '--weights says nothing without --balance weighted, least-connections or power-of-two.',
    ],
    [[...four, '--slow-return', '1s'], '--slow-return says nothing without --fail-every or --lose-zone-at'],
    [
      [...four, '--slow-return', '1s', '--fail-every', '1m'],
      '--slow-return says nothing without --balance weighted, least-connections or power-of-two.',
    ],
    [
      [...four, '--scan-service', '1ms', '--redelivery', '1s'],
      '--redelivery says nothing without --fail-every',
    ],
    [['--users', '5', '--arrivals', 'poisson'], '--arrivals says nothing without --rate.'],
    [['--users', '5', '--sweep', 'rate=1..3'], '--sweep rate=... and --users contradict each other.'],
    [
      [...four, '--retries', '2'],
      '--retries says nothing without --timeout or --queue-limit or --fail-every',
    ],
    [
      [...four, '--balance', 'weighted', '--weights', '2,2'],
      '--weights says nothing where all of them are the same.',
    ],
    [
      [...four, '--balance', 'weighted', '--weights', '1,2,3,4,5'],
      '5 --weights are more than the 4 instances.',
    ],
    [[...four, '--lose-zone-at', '60s'], '--lose-zone-at lies behind the end of the simulation'],
    [
      ['--rate', '300/s', '--service', '10ms', '--compare', 'instances=4,2'],
      '2 instances: The system is not stable',
    ],
    [[...four, '--find-min-instances'], '--instances and --find-min-instances contradict each other.'],
    [['--rate', '300/s', '--find-min-instances'], '--find-min-instances needs limits to hold.'],
    [
      [...four, '--slo', 'p99[login]<1s'],
      "A simulation cannot judge 'p99[login]<1s': requests have no names in it.",
    ],
    [[...four, '--slo', 'p99<1s over 10s'], 'it judges whole runs'],
    [[...four, '--slo', 'assertions<1%'], 'assertions are measured by loadtest alone'],
    [[...four, '--precision', '0'], '--precision must be above 0'],
    [
      [...four, '--instance', '2c4g'],
      '--instance asks for a price, and the profile recommended has none of it.',
    ],
    [
      [...four, '--database-service', '1ms', '--profile', '/bare.yaml'],
      'how many connections the database allows',
    ],
    [[...four, '--scan-service', '1ms', '--profile', '/bare.yaml'], 'how many workers take scans'],
    [[...four, '--zones', '9', '--lose-zone-at', '1s'], '4 instances cannot be spread over 9 zones.'],
    [
      [...four, '--autoscale', 'hpa', '--min-instances', '20'],
      '--min-instances 20 is above --max-instances 10.',
    ],
    [[...four, '--autoscale', 'hpa', '--target-utilization', '0'], '--target-utilization must be above 0.'],
    [
      ['--rate', '9/s', '--arrivals', 'bursts', '--burst-share', '1'],
      '--burst-share must lie between 0 and 1',
    ],
    [['--pattern', '0h=1/s,9h=2/s', '--pattern-period', '1h'], 'behind its period'],
    [[...four, '--spread', 'hyperexponential', '--scv', '0.5'], 'its --scv is at least 1, got 0.5.'],
  ])('%j', async (args, sentence) => {
    file('bare.yaml', 'sizing: {model: demand}')
    const { exitCode, errors } = await run(args)
    expect(errors.replaceAll(/\s+/g, ' ')).toContain(sentence)
    expect(exitCode).toBe(2)
  })

  test.each<[string, string, string]>([
    ['--compare', 'round-robin', 'names one thing only'],
    ['--compare', 'round-robin,fastest', 'names "fastest", which is no algorithm'],
    [
      '--compare',
      `instances=${Array.from({ length: 13 }, (_, index) => index + 1).join(',')}`,
      'more than 12',
    ],
    ['--sweep', 'colour=1,2', 'is not NAME=LIST'],
    ['--sweep', 'instances=0..4', 'no whole number from 1 on'],
    ['--sweep', 'rate=0,4', 'not above 0'],
    ['--sweep', 'rate=1..1000', 'more than 200 values'],
    ['--sweep', 'balance=round-robin,weighted', 'no numbers'],
    ['--pattern', '9h=1/s,3h=2/s', 'do not rise'],
    ['--pattern', '9h=fast', 'cannot be read'],
    ['--pattern', '9h=0/s', 'no rate above 0'],
    ['--weights', '1,x', 'is no list of weights'],
    ['--weights', '0,0', 'gives work to nobody'],
    ['--service', '0ms', 'must be above 0'],
    ['--rate', '0/s', 'asks for no request at all'],
    ['--runs', '1', 'must be at least 2'],
  ])('%s %s', async (flag, text, problem) => {
    const { exitCode, errors } = await run([flag, text])
    expect(errors).toContain(problem)
    expect(exitCode).toBe(2)
  })
})

describe('what is not stable', () => {
  test.each<[string[], string, string]>([
    [
      ['--rate', '500/s'],
      'its instances are offered 5 slots',
      'Give it at least 6 instances of 1 slot, less than 400/s',
    ],
    [
      ['--rate', '300/s', '--fail-every', '1m', '--repair-time', '1m'],
      'have 2 (utilization 1.5)',
      'at least 7 instances',
    ],
    [
      ['--rate', '300/s', '--service', '1ms', '--database-service', '10ms', '--database-connections', '3'],
      "offered 3 connections' work and has 3",
      '--database-connections 4',
    ],
    [
      ['--rate', '300/s', '--scan-service', '1s', '--scan-workers', '10'],
      "offered 300 workers' work and are 10",
      '--scan-workers 301',
    ],
  ])('%j says so, and what would mend it', async (args, sentence, hint) => {
    const { exitCode, errors } = await run([
      '--instances',
      '4',
      ...(args.includes('--service') ? [] : ['--service', '10ms']),
      ...args,
    ])
    expect(exitCode).toBe(2)
    expect(errors.replaceAll(/\s+/g, ' ')).toContain(sentence)
    expect(errors.replaceAll(/\s+/g, ' ')).toContain(hint)
  })

  test('but sheds the surplus is simulated, with a warning', async () => {
    const { envelope } = await result([
      ...[
        '--rate',
        '500/s',
        '--service',
        '10ms',
        '--instances',
        '4',
        '--duration',
        '10s',
        '--runs',
        '3',
        '--queue-limit',
        '10',
      ],
    ])
    expect(envelope.exitCode).toBe(0)
    expect(envelope.warnings.join()).toContain('at least 20 % of the requests cannot be answered')
    expect(envelope.data.figures?.gaveUpShare.value).toBeGreaterThan(0.19)
  })
})

describe('a trace', () => {
  const trace = (name: string, text: string) => [
    '--trace',
    file(name, text),
    '--service',
    '10ms',
    '--runs',
    '2',
  ]
  const every100ms = Array.from({ length: 301 }, (_, index) => (index / 10).toFixed(1)).join('\n')

  test('is simulated from end to end', async () => {
    const { data } = await result(trace('even', every100ms))
    expect(data.system).toMatchObject({ durationSeconds: 27, warmUpSeconds: 3 })
    expect(data.figures?.counts.arrived).toBe(2 * 271)
  })

  test('may have a title, dates and no order', async () => {
    const dates = 'at,path\n2026-11-27T09:00:02Z,/b\n2026-11-27T09:00:00.5Z,/a\n2026-11-27T09:00:01Z,/a\n'
    const { data, envelope } = await result([...trace('dates', dates), '--warm-up', '0s'])
    expect(data.system.arrivals.meanPerSecond).toBeCloseTo(2 / 1.5, 9)
    expect(envelope.warnings.join()).toContain('was not in order of time')
  })

  test('with a gap is doubted', async () => {
    const { envelope } = await result(trace('gap', `${every100ms}\n90`))
    expect(envelope.warnings.join()).toMatch(/nothing comes for 60 s from 30 s on, \d+ times the mean gap/)
  })

  test.each<[string, string, string]>([
    ['no-times', '1\nx\n', 'Line 2 of /no-times is no time: "x".'],
    ['empty', '\n', 'holds no arrival'],
    ['single', '5\n', 'holds one arrival only'],
    ['moment', '5\n5\n', 'All arrivals in /moment lie at one moment.'],
    ['nan', '1\nNaN\n', 'Line 2 of /nan is no time'],
    ['nan-first', 'NaN\n1\n2\n', 'Line 1 of /nan-first is no time'],
    ['mixed', '1\n2026-11-27T09:00:00Z\n', 'Line 2 of /mixed is a date, and those before it are not.'],
  ])('%s is refused', async (name, text, sentence) => {
    const { exitCode, errors } = await run(trace(name, text))
    expect(errors).toContain(sentence)
    expect(exitCode).toBe(2)
  })

  test('is not simulated beyond its end', async () => {
    const { errors } = await run([...trace('even', every100ms), '--duration', '1h'])
    expect(errors).toContain('The trace lasts 30 s')
  })
})
