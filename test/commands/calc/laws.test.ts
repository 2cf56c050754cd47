import { describe, expect, test } from 'vitest'
import { laws } from '../../../src/commands/calc/laws/index.ts'
import { run } from '../../cli/run-main.ts'

/** The answer of one case, by --json. */
async function answer(args: readonly string[]) {
  const { output, errors } = await run(['calc', ...args, '--json'])
  const envelope = JSON.parse(output)
  return { envelope, errors, data: envelope.data?.cases?.[0]?.answer }
}

describe('each law', () => {
  test.each(laws.map(({ name }) => name))('%s answers its own examples', async (name) => {
    const command = await laws.find((law) => law.name === name)?.load()
    for (const example of command?.examples ?? []) {
      const args = [...example.command.matchAll(/'([^']*)'|(\S+)/g)].map(
        ([, quoted, plain]) => quoted ?? plain ?? '',
      )
      if (args.includes('--from')) continue
      const { exitCode, output } = await run(args.slice(1))
      expect(`${example.command}: ${exitCode}`).toBe(`${example.command}: 0`)
      const source = command?.about.find((line) => line.startsWith('Source: '))?.slice(8) ?? 'no source'
      expect(output.replaceAll(/\s+/g, ' ')).toContain(source)
    }
  })

  test.each(laws.map(({ name }) => name))(
    '%s says in --help what it computes and from where',
    async (name) => {
      const { output } = await run(['calc', name, '--help'])
      expect(output).toContain('Equation:')
      expect(output).toContain('Source:')
      expect(output).toContain('--from')
    },
  )
})

describe('calc --help', () => {
  test('has each law under its question, on a line of its own', async () => {
    const { output } = await run(['calc', '--help'])
    const questions = [...new Set(laws.map(({ group }) => group ?? 'none'))]
    expect(questions).toHaveLength(5)
    const places = questions.map((question) => output.indexOf(`\n${question}\n`))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)
    for (const { name, group = 'none' } of laws) {
      const lines = [...output.matchAll(new RegExp(`^  ${name} .*$`, 'gm'))]
      expect(lines, name).toHaveLength(1)
      const place = lines[0]?.index ?? -1
      const above = questions.findLast((_, index) => (places[index] ?? 0) < place)
      expect(above, name).toBe(group)
    }
  })
})

describe('answers', () => {
  test.each<[string[], Record<string, unknown>]>([
    [['littles-law', '--rate', '200/s', '--time', '250ms'], { inSystem: 50 }],
    [['littles-law', '--rate', '40/s', '--number', '50'], { seconds: 1.25 }],
    [['amdahl', '--serial', '25%', '--processors', '4'], { limit: 4 }],
    [['erlang-b', '--servers', '2', '--load', '1'], { blocking: 0.2 }],
    [['erlang-c', '--servers', '3', '--rate', '20/s', '--service', '100ms'], { offeredLoad: 2 }],
    [
      ['erlang-c', '--rate', '100/s', '--service', '50ms', '--wait-target', '10ms', '--fraction', '95%'],
      { servers: 9 },
    ],
    [['mg1', '--rate', '0.5/s', '--service', '1s', '--scv', '4'], { waitSeconds: 2.5 }],
    [['gg1', '--rate', '0.5/s', '--service', '1s', '--scv', '1', '--arrival-scv', '1'], { waitSeconds: 1 }],
    [['mmck', '--rate', '1/s', '--service', '1s', '--servers', '1', '--capacity', '5'], { inSystem: 2.5 }],
    [['power-of-d', '--utilization', '50%', '--choices', '1'], { meanServiceTimes: 2 }],
    [
      ['redundancy', '--rate', '900/s', '--per-instance', '120/s', '--zones', '3'],
      { total: 12, perZone: 4, surviving: 8 },
    ],
    [
      [
        'redundancy',
        '--rate',
        '600/s',
        '--per-instance',
        '100/s',
        '--ramp',
        '100/s',
        '--reaction',
        '3m',
        '--surge',
        '2',
      ],
      { total: 10, duringUpdate: 12 },
    ],
    [
      ['headroom', '--load', '300/s', '--capacity', '800/s', '--target', '75%'],
      { allowedPerSecond: 600, daysLeft: null },
    ],
    [['pool', '--rate', '400/s', '--hold', '20ms', '--pods', '4'], { busy: 8, available: null }],
    [['error-budget', '--objective', '99%', '--window', '100s'], { burnRate: null }],
  ])('%j', async (args, expected) => {
    const { envelope, data } = await answer(args)
    expect(envelope).toMatchObject({ exitCode: 0, error: null })
    expect(data).toMatchObject(expected)
  })

  test('name the law, its equation and its source', async () => {
    const { envelope } = await answer(['mmc', '--rate', '300/s', '--service', '10ms', '--servers', '4'])
    expect(envelope.data).toMatchObject({
      law: 'mmc',
      equation: expect.stringContaining('Wq ='),
      source: expect.stringContaining('Gross'),
    })
    expect(envelope.data.cases[0].input).toEqual({ rate: 300, service: 0.01, servers: 4 })
    expect(envelope.headline).toMatch(
      /^4 servers at 300\/s are 75 % busy and answer in 15\.09 ms, 99 % within /,
    )
  })

  test('a pool that the database cannot serve fails', async () => {
    const { envelope } = await answer([
      'pool',
      '--rate',
      '4000/s',
      '--hold',
      '20ms',
      '--pods',
      '4',
      '--max-connections',
      '50',
    ])
    expect(envelope).toMatchObject({ exitCode: 1, status: 'fail' })
  })

  test('an unstable queue has none', async () => {
    const { envelope, errors } = await answer([
      'mmc',
      '--rate',
      '500/s',
      '--service',
      '10ms',
      '--servers',
      '4',
    ])
    expect(envelope).toMatchObject({
      exitCode: 2,
      error: { sentence: expect.stringContaining('not stable') },
    })
    expect(errors).toContain('at least 6 servers')
  })
})

describe('what is refused', () => {
  test.each([
    [['mmc', '--rate', '300/s'], 'calc mmc needs --service and --servers.'],
    [['littles-law', '--rate', '1/s'], "Little's law needs two"],
    [['erlang-b', '--servers', '2'], 'needs the load once: --load, or --rate and --service.'],
    [['erlang-b', '--servers', '2', '--load', '1', '--rate', '1/s', '--service', '1s'], 'not both'],
    [['erlang-c', '--rate', '1/s', '--service', '1s'], 'needs --servers, or --wait-target'],
    [['erlang-c', '--wait-target', '1s'], 'Counting servers needs'],
    [['mmc', '--rate', '1/s', '--service', '0s', '--servers', '1'], 'must be above 0'],
    [['redundancy', '--rate', '9/s', '--per-instance', '1/s', '--ramp', '1/s'], 'one of them is missing'],
    [['redundancy', '--rate', '9/s', '--per-instance', '1/s', '--reaction', '3m'], 'one of them is missing'],
    [['usl'], 'calc usl needs points'],
    [['usl', '--points', '1=2,3'], 'is no list of points'],
    [['forecast'], 'calc forecast needs a series'],
    [['forecast', '--values', '1,2,3,4', '--lead-time', '3d'], '--lead-time needs --capacity'],
    [['forecast', '--values', '1,2,3,4', '--method', 'holt-winters'], 'needs --period'],
    [['forecast', '--values', '1,2,3,4', '--method', 'linear', '--period', '2'], 'knows no season'],
    [
      ['forecast', '--values', '1,2,3,4', '--multiplicative'],
      '--multiplicative is for --method holt-winters',
    ],
    [['forecast', '--values', '1,2,x'], 'is no list of numbers'],
  ])('%j', async (args, sentence) => {
    const { exitCode, errors } = await run(['calc', ...args])
    expect(exitCode).toBe(2)
    expect(errors).toContain(sentence)
  })
})
