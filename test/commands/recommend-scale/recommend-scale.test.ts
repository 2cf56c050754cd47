import { afterAll, describe, expect, test } from 'vitest'
import type { RecommendedWorkload } from '../../../src/scaling/index.ts'
import { csv, mib, sampledFolder, set } from './sampled-folder.ts'

const { file, path, recommend, workloads, remove } = sampledFolder()
afterAll(remove)

describe('recommend-scale', () => {
  test('plans pods, memory and an autoscaler, says why, and fits a narrow terminal', async () => {
    const { output, exitCode } = await recommend('--samples', 'office.csv', ...set, '--backtest')
    expect(exitCode).toBe(0)
    expect(output).toMatch(/^office: \d+ to \d+ replicas at \d+ %, \d+m CPU, 460 MiB \(joint\)\./)
    for (const part of ['Plan', 'Why', 'what binds', '+10 % load', 'Back-test'])
      expect(output).toContain(part)
    for (const line of output.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('as JSON has what is set, what is proposed, and the replay of both', async () => {
    const [one] = await workloads('--samples', 'office.csv', ...set, '--hpa', '3..20@70%', '--backtest')
    expect(one).toMatchObject({
      namespace: null,
      name: 'office',
      current: { replicas: 6, cpuMilli: 1000, memoryBytes: 1024 * mib },
      proposed: { memoryBytes: 460 * mib },
      costPerMonth: null,
      plan: { binding: 'CPU at the busiest moments' },
    })
    const { current, proposed } = one?.backtest ?? {}
    expect(current?.knownSeconds).toBe(14 * 86_400)
    expect(proposed?.missedSeconds).toBeLessThanOrEqual(14 * 432)
    expect(proposed?.costPerMonth).toBeLessThan(current?.costPerMonth ?? 0)
  })

  test.each([
    ['guide', { proposed: { replicas: 5, cpuMilli: 1000 } }, 'horizontal: load'],
    ['hpa', { proposed: { replicas: 3 } }, 'replicas: utilization 8 % of requests, target 70 %'],
    ['vpa', { proposed: { replicas: 6, cpuMilli: 1168 } }, '90th percentile'],
    ['krr', { proposed: { cpuMilli: 1000, memoryBytes: 460 * mib } }, 'CPU: 95th percentile'],
  ])('--model %s says what that would do', async (model, expected, because) => {
    const [one] = await workloads('--samples', 'office.csv', ...set, '--hpa', '3..20@70%', '--model', model)
    expect(one).toMatchObject(expected)
    expect(one?.because.join('\n')).toContain(because)
  })

  test('--model knative follows requests in flight', async () => {
    file(
      'flight.csv',
      csv(1, () => ({ 'workload.cpu': 1, busy: 140 })),
    )
    const args = [
      '--samples',
      'flight.csv',
      ...set,
      '--model',
      'knative',
      '--in-flight',
      'busy',
      '--slots',
      '100',
    ]
    const [one] = await workloads(...args, '--target-concurrency', '20')
    expect(one?.proposed.replicas).toBe(10)
    expect(one?.because[0]).toBe('replicas: 140 in flight over 60 s, 140 over 6 s; / (20 x 0.7 a pod) = 10')
  })

  test('tells workloads of one file apart, and adds up their pods', async () => {
    const tags = (name: string, pod: string): string => `{pod=${pod},workload=${name}}`
    file(
      'two.csv',
      csv(8, () => ({
        [`workload.cpu${tags('a', '1')}`]: 1,
        [`workload.cpu${tags('a', '2')}`]: 2,
        [`workload.memory${tags('a', '1')}`]: 100 * mib,
        [`workload.memory${tags('a', '2')}`]: 300 * mib,
        [`workload.cpu${tags('b', '1')}`]: 0.5,
        [`workload.memory${tags('b', '1')}`]: 200 * mib,
      })),
    )
    const all = await workloads('--samples', 'two.csv', ...set)
    expect(all.map(({ name, proposed }) => [name, proposed.memoryBytes])).toEqual([
      ['a', 345 * mib],
      ['b', 230 * mib],
    ])
    expect(all[0]?.because[0]).toContain('busiest: 3.15 cores')
    expect((await recommend('--samples', 'two.csv', ...set)).output).toMatch(/^2 workloads by joint\./)
  })

  test('a limit of latency needs pods for it', async () => {
    const loose = await workloads('--samples', 'steady.csv', ...set, '--slo', 'p99<1s', '--service', '40ms')
    const tight = await workloads(
      '--samples',
      'steady.csv',
      ...set,
      '--slo',
      'p99<200ms',
      '--service',
      '40ms',
    )
    const pods = (all: RecommendedWorkload[]): number =>
      (all[0]?.proposed.replicas ?? 0) * (all[0]?.proposed.cpuMilli ?? 0)
    expect(pods(tight)).toBeGreaterThan(pods(loose))
  })

  test('the quota and the largest container of the profile bind, and its prices are told', async () => {
    file(
      'own.yaml',
      'extends: recommended\nprices: {currency: EUR, period: month, cpuCore: 20, memoryGib: 2}\nquota: {container: {memory: 256MiB}}\n',
    )
    const { output } = await recommend('--samples', 'steady.csv', ...set, '--profile', path('own.yaml'))
    expect(output).toMatch(/132 -> \d+/)
    expect(output.replaceAll(/\s+/g, ' ')).toContain('cut to 256 MiB by the most a pod may have')
    expect(output).toContain('it will be killed again')
  })

  test('kills, throttling and gaps are seen', async () => {
    file(
      'ill.csv',
      csv(8, (minute) => ({
        ...(minute % 1440 < 720 ? { 'workload.cpu': 2 } : {}),
        'workload.memory': 400 * mib,
        'workload.throttled': 0.5,
        ...(minute === 600 ? { 'workload.oom': 512 * mib } : {}),
      })),
    )
    const [one] = await workloads('--samples', 'ill.csv', ...set)
    // A fifth more than the limit is 102.4 MiB, and 15 %.
    expect(one?.proposed.memoryBytes).toBe(Math.ceil(512 * 1.2 * 1.15) * mib)
    expect(one?.because[0]).toContain('busiest: 3.15 cores')
    expect(one?.doubts.join('\n')).toMatch(/half|50 % of the history is missing/)
  })

  test('costs do not depend on whether the back-test is shown', async () => {
    file(
      'priced.yaml',
      'extends: recommended\nprices: {currency: EUR, period: month, cpuCore: 20, memoryGib: 2}\n',
    )
    const args = ['--samples', 'office.csv', ...set, '--hpa', '3..20@70%', '--profile', path('priced.yaml')]
    const [plain] = await workloads(...args)
    const [tested] = await workloads(...args, '--backtest')
    expect(plain?.costPerMonth).toEqual(tested?.costPerMonth)
    expect(plain?.backtest).toBeNull()
    expect(plain?.costPerMonth?.proposed).toBeLessThan(plain?.costPerMonth?.current ?? 0)
  })

  test('one of several by its name, and standard input by none', async () => {
    const all = csv(1, () => ({ 'workload.cpu{workload=a}': 1, 'workload.cpu{workload=b}': 2 }))
    file('named.csv', all)
    expect((await workloads('--samples', 'named.csv', '--name', 'b')).map(({ name }) => name)).toEqual(['b'])
    const wrong = await recommend('--samples', 'named.csv', '--name', 'c')
    expect([wrong.exitCode, wrong.errors]).toEqual([2, expect.stringContaining('tells of no workload c')])
  })

  test('several processes are not one workload', async () => {
    file(
      'two-processes.csv',
      csv(1, () => ({ 'process.cpu{name=a}': 1, 'process.cpu{name=b}': 2 })),
    )
    const both = await recommend('--samples', 'two-processes.csv')
    expect([both.exitCode, both.errors]).toEqual([2, expect.stringContaining('not pods of one workload')])
    const [one] = await workloads('--samples', 'two-processes.csv', '--cpu', 'process.cpu{name=b}')
    expect(one?.because[0]).toContain('busiest: 2.1 cores')
  })

  test('--min-replicas is kept, and two where there are two', async () => {
    file(
      'idle.csv',
      csv(8, () => ({ 'workload.cpu': 0.01, 'workload.memory': mib })),
    )
    const fewest = async (...args: string[]): Promise<number | undefined> =>
      (await workloads('--samples', 'idle.csv', ...args))[0]?.proposed.replicas
    expect(await fewest(...set)).toBe(2)
    expect(await fewest('--request', '1,1GiB')).toBe(1)
    expect(await fewest(...set, '--min-replicas', '4')).toBe(4)
  })
})
