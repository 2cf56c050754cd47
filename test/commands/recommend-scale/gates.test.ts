import { afterAll, describe, expect, test } from 'vitest'
import { csv, mib, sampledFolder, set } from './sampled-folder.ts'

const { file, recommend, remove } = sampledFolder()
afterAll(remove)

describe('a gate of recommend-scale', () => {
  test.each([
    ['6', ['--fail-on', 'over'], 1],
    ['6', ['--fail-on', 'over', '--tolerance', '95%'], 0],
    ['6', ['--fail-on', 'under'], 0],
    ['1', ['--fail-on', 'under'], 1],
  ])('with %s replicas %j ends with %d', async (replicas, args, exitCode) => {
    const given = ['--samples', 'steady.csv', '--replicas', replicas, '--request', '1,1GiB', ...args]
    expect((await recommend(...given)).exitCode).toBe(exitCode)
  })

  test('a gate that cannot be judged ends with 3, with the plan', async () => {
    const { exitCode, output } = await recommend('--samples', 'steady.csv', '--fail-on', 'over')
    expect(exitCode).toBe(3)
    expect(output).toContain('It cannot be judged [steady]')
    expect(output).toContain('Memory a pod')
  })

  test('one that cannot be judged beside others does not pass, and the others are told', async () => {
    file(
      'half.csv',
      csv(1, () => ({
        'workload.cpu{workload=a}': 1,
        'workload.memory{workload=a}': mib,
        'workload.memory{workload=b}': mib,
        'workload.cpu{workload=b}': Number.NaN,
      })).replaceAll(',NaN', ','),
    )
    const answer = await recommend('--samples', 'half.csv', ...set, '--fail-on', 'under')
    expect(answer.exitCode).toBe(3)
    expect(answer.output).toContain('Nothing can be recommended [b]')
  })

  test.each([
    ['0%', 1],
    ['100%', 0],
  ])('what is missed may be %s more than is right', async (tolerance, exitCode) => {
    // Too busy for 10 minutes of a day: .69 % of it, where .5 % are right.
    file(
      'spike.csv',
      csv(8, (minute) => ({ 'workload.cpu': minute % 1440 === 600 ? 7 : 1, 'workload.memory': mib })),
    )
    const args = ['--samples', 'spike.csv', ...set, '--fail-on', 'under', '--tolerance', tolerance]
    expect((await recommend(...args)).exitCode).toBe(exitCode)
  })
})

describe('recommend-scale', () => {
  test.each([
    [[], 'got none of --samples, --top, --live, --prometheus and --kubernetes'],
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
    [['--samples', 'steady.csv', '--in-flight', 'a'], '--in-flight says nothing without --slots'],
    [['--samples', 'steady.csv', '--model', 'hpa'], 'has no autoscaler'],
    [['--samples', 'steady.csv', '--model', 'guide'], 'give --request'],
  ])('refuses %j', async (args, sentence) => {
    const { exitCode, errors } = await recommend(...args)
    expect([exitCode, errors]).toEqual([2, expect.stringContaining(sentence)])
  })
})
