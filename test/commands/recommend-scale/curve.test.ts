import { afterAll, describe, expect, test } from 'vitest'
import { envelope } from '../../report/envelopes.ts'
import { sampledFolder, set } from './sampled-folder.ts'

const { file, recommend, workloads, remove } = sampledFolder()
afterAll(remove)

const percentiles = (p99Seconds: number) => ({ count: 1000, p50Seconds: p99Seconds / 4, p99Seconds })
/** A saved load test of a target with two cores. */
function loadtest(name: string, p99Seconds: number, busyCores: number, more: object = {}): void {
  const stage = {
    load: '100/s',
    throughputPerSecond: busyCores * 100,
    busyCores,
    utilisation: busyCores / 2,
    demandSeconds: { value: 0.01 },
  }
  const data = {
    latency: { fromDue: percentiles(p99Seconds), fromSend: percentiles(p99Seconds / 2), sendLag: null },
    watch: { targets: [{ name: 'app', what: 'app', stages: [stage], timeline: [] }] },
    ...more,
  }
  file(name, JSON.stringify(envelope({ command: 'loadtest', data })))
}
loadtest('low.json', 0.1, 0.8)
loadtest('high.json', 0.3, 1.6)
const given = ['--samples', 'office.csv', ...set]
const curve = ['--curve', 'low.json', '--curve', 'high.json']

describe('recommend-scale --curve', () => {
  test('plans with how busy a pod may be, as measured from the due time, between the load that held and the one that did not', async () => {
    const [one] = await workloads(...given, ...curve, '--slo', 'p99<200ms')
    expect(one?.because.join('\n')).toContain('60 % busy at most')
    expect(one?.because.at(-1)).toBe(
      'busy at most: 60 %, up to which p99<200ms holds: low.json at 80/s held at 40 %, high.json at 160/s did not at 80 %',
    )
  })

  test('needs more CPU the tighter the limit is', async () => {
    const cores = async (slo: string) => {
      const [one] = await workloads(...given, ...curve, '--slo', slo)
      return (one?.autoscaler?.maxReplicas ?? 0) * (one?.proposed.cpuMilli ?? 0)
    }
    expect(await cores('p99<120ms')).toBeGreaterThan(await cores('p99<280ms'))
  })

  test('takes the tightest of several limits', async () => {
    const [one] = await workloads(...given, ...curve, '--slo', 'p99<280ms, p50<30ms')
    expect(one?.because.at(-1)).toContain('up to which p50<30ms holds')
  })

  test('reads the points of a search, by what a request costs', async () => {
    const points = [0.05, 0.4].map((latencyP99Seconds, index) => ({
      concurrency: 10 * (index + 1),
      throughput: 100 * (index + 1),
      latencyP50Seconds: 0.01,
      latencyP99Seconds,
    }))
    loadtest('search.json', 9, 0.5, { points })
    const [one] = await workloads(...given, '--curve', 'search.json', '--slo', 'p99<225ms')
    // 100/s at 10 ms are one of two cores, 200/s both; half of the way between.
    expect(one?.because.at(-1)).toContain('busy at most: 75 %')
  })

  test('reads the queue of a size result, in place of --service', async () => {
    const queue = { service: { value: 0.04, unit: 'seconds' }, slots: 1, serviceScv: 1 }
    file('size.json', JSON.stringify(envelope({ command: 'size', data: { queue } })))
    const [bySize] = await workloads(...given, '--curve', 'size.json', '--slo', 'p99<250ms')
    const [byOption] = await workloads(...given, '--service', '40ms', '--slo', 'p99<250ms')
    expect(bySize?.proposed).toEqual(byOption?.proposed)
    expect(bySize?.because.at(-1)).toContain('as a queue with 40 ms of service')
  })

  test('says where every load held', async () => {
    const { output } = await recommend(...given, ...curve, '--slo', 'p99<1s')
    expect(output.replaceAll(/\s+/g, ' ')).toContain('Every load that was measured held')
  })

  test.each<[string[], string]>([
    [
      [...curve, '--slo', 'p99<50ms'],
      'No load of low.json, high.json held p99<50ms, not even the least busy.',
    ],
    [[...curve], '--curve says nothing without --slo'],
    [[...curve, '--slo', 'p99<1s', '--service', '40ms'], '--curve and --service contradict'],
    [['--curve', 'unwatched.json', '--slo', 'p99<1s'], 'unwatched.json watched nothing'],
    [['--curve', 'stages.json', '--slo', 'p99<1s'], 'stages.json has several stages'],
    [['--curve', 'other.json', '--slo', 'p99<1s'], 'other.json is a result of bench'],
    [['--curve', 'plan.json', '--slo', 'p99<1s'], 'plan.json is a result of size without a queue'],
    [[...curve, '--slo', 'errors<1%'], 'errors<1% cannot be read from a curve'],
  ])('refuses %j', async (args, sentence) => {
    loadtest('unwatched.json', 0.1, 1, { watch: undefined })
    const stage = { load: 'a', busyCores: 1, utilisation: 0.5, throughputPerSecond: 1, demandSeconds: null }
    loadtest('stages.json', 0.1, 1, { watch: { targets: [{ name: 'app', stages: [stage, stage] }] } })
    file('other.json', JSON.stringify(envelope({ command: 'bench', data: {} })))
    file('plan.json', JSON.stringify(envelope({ command: 'size', data: {} })))
    const { exitCode, errors } = await recommend(...given, ...args)
    expect([exitCode, errors]).toEqual([2, expect.stringContaining(sentence)])
  })
})
