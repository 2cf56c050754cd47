import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RecommendedWorkload } from '../../../src/scaling/index.ts'
import { run as runIn } from '../../cli/run-main.ts'
import { rootedFiles } from '../../worlds.ts'

const mib = 2 ** 20
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-recommend-'))
  file(
    'office.csv',
    csv(14, (minute) => ({ 'workload.cpu': isOffice(minute) ? 6 : 0.5, 'workload.memory': 400 * mib })),
  )
  file(
    'steady.csv',
    csv(8, () => ({ 'workload.cpu': 2, 'workload.memory': 400 * mib })),
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

const isOffice = (minute: number): boolean => minute % 1440 >= 480 && minute % 1440 < 1080

/** A value of each series every ten minutes of so many days. */
function csv(days: number, valuesAt: (minute: number) => Record<string, number>): string {
  const lines = ['at,name,value']
  for (let minute = 0; minute < days * 1440; minute += 10)
    for (const [name, value] of Object.entries(valuesAt(minute)))
      lines.push(`${1_762_041_600_000 + minute * 60_000},${name},${value}`)
  return `${lines.join('\n')}\n`
}
const file = (name: string, text: string): void => writeFileSync(join(folder, name), text)
const recommend = (...args: string[]) =>
  runIn(['recommend-scale', ...args], { files: rootedFiles('/'), directory: folder })
const set = ['--replicas', '6', '--request', '1,1GiB', '--limit', '2,1GiB']
async function workloads(...args: string[]): Promise<RecommendedWorkload[]> {
  return JSON.parse((await recommend(...args, '--json')).output).data.workloads
}

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
    const { output } = await recommend(
      '--samples',
      'steady.csv',
      ...set,
      '--profile',
      join(folder, 'own.yaml'),
    )
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

  test.each([
    ['6', ['--fail-on', 'over'], 1],
    ['6', ['--fail-on', 'over', '--tolerance', '95%'], 0],
    ['6', ['--fail-on', 'under'], 0],
    ['1', ['--fail-on', 'under'], 1],
  ])('with %s replicas %j ends with %d', async (replicas, args, exitCode) => {
    const given = ['--samples', 'steady.csv', '--replicas', replicas, '--request', '1,1GiB', ...args]
    expect((await recommend(...given)).exitCode).toBe(exitCode)
  })

  test('a gate that cannot be judged ends with 3', async () => {
    const { exitCode, errors } = await recommend('--samples', 'steady.csv', '--fail-on', 'over')
    expect([exitCode, errors]).toEqual([3, expect.stringContaining('cannot judge steady')])
  })

  test.each([
    [[], 'got none of --samples, --prometheus and --kubernetes'],
    [['--samples', 'none.csv'], 'none.csv is not there'],
    [['--samples', 'steady.csv', '--cpu', 'workload.cpux'], 'no series workload.cpux, which --cpu names'],
    [['--samples', 'steady.csv', '--request', '500m'], 'is not CPU and memory'],
    [['--samples', 'steady.csv', '--request', '0,1GiB'], 'has a part that is 0'],
    [['--samples', 'steady.csv', '--hpa', '3-20'], 'is not an autoscaler'],
    [['--samples', 'steady.csv', '--hpa', '5..3@70%'], 'has a minimum above its maximum'],
    [['--samples', 'steady.csv', '--slo', 'p99<1s'], '--slo says nothing without --service'],
    [['--samples', 'steady.csv', '--slo', 'p99<1ms', '--service', '1s'], 'No number of pods keeps p99<1ms'],
    [['--samples', 'steady.csv', '--slo', 'errors<1%', '--service', '1s'], 'errors<1%'],
    [
      ['--samples', 'steady.csv', '--zones', '3', '--model', 'vpa'],
      '--zones says nothing without --model joint',
    ],
    [['--samples', 'steady.csv', '--model', 'knative'], 'Knative counts requests in flight'],
    [['--samples', 'steady.csv', '--model', 'hpa'], 'has no autoscaler'],
    [['--samples', 'steady.csv', '--model', 'guide'], 'give --request'],
  ])('refuses %j', async (args, sentence) => {
    const { exitCode, errors } = await recommend(...args)
    expect([exitCode, errors]).toEqual([2, expect.stringContaining(sentence)])
  })
})
