import { describe, expect, test } from 'vitest'
import { run as runIn } from '../../cli/run-main.ts'
import { literalFiles } from '../../worlds.ts'

const sweep = [1, 2, 4, 8, 12, 16, 24, 32]
  .map(
    (n, index) =>
      `${n},${((100 * n) / (1 + 0.05 * (n - 1) + 0.0024 * n * (n - 1))) * (1 + 0.004 * (-1) ** index)}`,
  )
  .join('\n')
const files: Record<string, string> = {
  '/curve.csv': `concurrency,throughput\n${sweep}\n`,
  '/flat.csv': '1,10\n2,20\n4,40\n8,80\n',
}
const run = (args: readonly string[]) => runIn(args, { files: literalFiles(files) })
const workload = ['--scans-per-hour', '360000', '--users', '20', '--retention-days', '30']
const queueing = ['size', ...workload, '--model', 'queueing']
const data = async (...args: string[]) =>
  JSON.parse((await run([...queueing, ...args, '--json'])).output).data
const costs = [
  ...['--cpu-seconds-per-scan', '0.01', '--memory-per-user', '80MiB', '--base-memory', '2GiB'],
  ...['--gb-per-day', '1.5', '--mbit-per-scan', '0.1'],
]

describe('size --model queueing', () => {
  test('counts cores where there is no instance', async () => {
    const { model, need, instances, queue } = await data('--slo', 'p99<60ms', '--service', '10ms')
    expect([model, instances]).toEqual(['queueing', null])
    expect(queue).toMatchObject({ ratePerSecond: 100, slots: 1, serviceScv: 1 })
    expect(need.cpuCores.value).toBe(queue.instances.value)
    expect(queue.expected[0].response.value).toBeLessThan(0.06)
  })

  test('counts instances, after the loss that the redundancy plans for', async () => {
    const given = [
      '--slo',
      'p99<60ms',
      '--service',
      '10ms',
      '--instance',
      '2c64g',
      '--requests-per-scan',
      '5',
    ]
    const bare = await data(...given)
    const spared = await data(...given, '--redundancy', 'n+1', '--zones', '3')
    expect(bare.queue).toMatchObject({ ratePerSecond: 500, slots: 2 })
    expect(bare.instances).toBe(bare.queue.instances.value)
    expect(bare.need.cpuCores.value).toBe(bare.queue.instances.value * 2)
    expect(spared.instancePlan.surviving).toBeGreaterThanOrEqual(bare.instances)
    expect(spared.instances).toBe(3 * Math.ceil(bare.instances / 2))
  })

  test('reads a curve, and what calc usl made of it', async () => {
    const given = ['--slo', 'p99<120ms', '--instance', '4c8g', '--requests-per-scan', '30', '--curve']
    const plan = await data(...given, '/curve.csv')
    expect(plan.need.cpuCores.low).toBeLessThanOrEqual(plan.need.cpuCores.value)
    expect(plan.need.cpuCores.high).toBeGreaterThanOrEqual(plan.need.cpuCores.value)
    expect(plan.because.cpuCores).toContain('/curve.csv at')
    files['/usl.json'] = (await run(['calc', 'usl', '--from', '/curve.csv', '--json'])).output
    expect((await data(...given, '/usl.json')).queue).toEqual({ ...plan.queue })
  })

  test('has memory, storage and network from measured costs, or says that they are the guide’s', async () => {
    const given = ['--slo', 'p99<60ms', '--service', '10ms']
    const measured = await data(...given, ...costs)
    const demand = JSON.parse((await run(['size', ...workload, ...costs, '--json'])).output).data
    expect({ ...measured.need, cpuCores: null }).toEqual({ ...demand.need, cpuCores: null })
    const { output, exitCode } = await run([...queueing, ...given])
    expect(exitCode).toBe(0)
    expect(output.replaceAll(/\s+/g, ' ')).toContain("memory, storage and network are the guide's estimate")
    for (const line of output.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('says where the CPU that a scan costs needs more cores', async () => {
    const many = costs.map((word) => (word === '0.01' ? '1' : word))
    const { output } = await run([...queueing, '--slo', 'p99<60ms', '--service', '10ms', ...many, '--json'])
    expect(JSON.parse(output).warnings.join()).toContain('more than the queue asks for')
  })

  test('answers what if, and growth, each with a queue of its own', async () => {
    const given = ['--slo', 'p99<60ms', '--service', '10ms', '--instance', '2c64g']
    const { output } = await run([
      ...[
        'size',
        '--scans-per-hour',
        '36000,360000',
        '--users',
        '1',
        '--retention-days',
        '1',
        '--model',
        'queueing',
      ],
      ...given,
      ...['--growth', '100%/month', '--months', '2', '--json'],
    ])
    const { tables, data: found } = JSON.parse(output)
    const whatIf = tables.find(({ title }: { title: string }) => title.startsWith('What if'))
    expect(whatIf.rows.map((row: { value: number }[]) => row[1]?.value)).toEqual([
      expect.any(Number),
      found.need.cpuCores.value,
    ])
    const [first, , last] = found.growth.months
    expect(last.need.cpuCores.value).toBeGreaterThan(first.need.cpuCores.value)
  })

  const slo = ['--slo', 'p99<60ms']
  test.each<[string[], string]>([
    [['--service', '10ms'], 'got no --slo'],
    [slo, 'got none of --curve, --service and --service-from'],
    [[...slo, '--service', '10ms', '--curve', '/curve.csv'], 'got --curve and --service of'],
    [[...slo, '--curve', '/curve.csv'], 'there is no --instance'],
    [
      [...slo, '--curve', '/curve.csv', '--instance', '4c8g', '--scv', '2'],
      '--scv says nothing without --service',
    ],
    [[...slo, '--service', '10ms', '--slots', '2'], '--slots says nothing without --instance'],
    [['--slo', 'errors<1%', '--service', '10ms'], 'cannot plan for errors<1%'],
    [['--slo', 'p99[login]<1s', '--service', '10ms'], 'cannot plan for p99[login]<1s'],
    [['--slo', 'p99<1s over 10s', '--service', '10ms'], 'cannot plan for p99<1s over 10s'],
    [['--slo', 'p99>1s', '--service', '10ms'], 'cannot plan for p99>1s'],
    [['--slo', 'p99<9ms', '--service', '10ms'], 'No number of instances keeps p99<9ms'],
    [[...slo, '--curve', '/flat.csv', '--instance', '4c8g'], 'does not tell how much an instance carries'],
    [[...slo, '--service-from', '/curve.csv'], 'is not JSON'],
    [[...slo, '--service', '0s'], '--service must be above 0'],
    [[...slo, '--service', '10ms', '--scv', '20'], 'scatter too widely for --model queueing'],
  ])('%j is refused', async (args, sentence) => {
    const { exitCode, errors } = await run([...queueing, ...args])
    expect(errors).toContain(sentence)
    expect(exitCode).toBe(2)
  })

  test.each(['--slo p99<1s', '--service 10ms', '--slots 2', '--scv 1', '--curve /curve.csv'])(
    '%s says nothing with another model',
    async (words) => {
      const { exitCode, errors } = await run(['size', ...workload, ...words.split(' ')])
      expect(errors).toContain(`${words.split(' ')[0]} says nothing without --model queueing`)
      expect(exitCode).toBe(2)
    },
  )
})
