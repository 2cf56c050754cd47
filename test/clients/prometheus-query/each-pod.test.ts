import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainMapping, readWorkloads } from '../../../src/clients/index.ts'
import { describeWithProgram } from '../../servers/describe-with.ts'
import type { RunningServer } from '../../servers/program.ts'
import { clientOf } from './asking.ts'
import { startBackFilled } from './back-filled-prometheus.ts'
import { cluster, pods, scrapeSeconds, scrapes, startSeconds } from './recorded-cluster.ts'
import { total, windowScrapes } from './recorded-truth.ts'

const endSeconds = startSeconds + (scrapes - 1) * scrapeSeconds
const mapping = {
  ...plainMapping,
  selectors: [{ label: 'cluster', operator: '=', value: cluster }] as const,
  rateWindowSeconds: windowScrapes * scrapeSeconds,
}

describeWithProgram('promtool', 'against a Prometheus with two days of a cluster', (promtool) => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startBackFilled(promtool)
  }, 240_000)
  afterAll(() => server?.stop())

  test('each pod is told of by itself where that is asked for', async () => {
    const asked = { namespaces: ['lewis-system'], startSeconds, endSeconds, stepSeconds: scrapeSeconds }
    const read = await readWorkloads(clientOf(server.url), mapping, { ...asked, byPod: true })
    const web = read.ok ? read.value.workloads.find(({ name }) => name === 'web') : undefined
    if (web === undefined) throw new Error('there is no web')
    expect(web.pods.map(({ name }) => name)).toEqual(
      pods
        .filter(({ namespace, owner }) => namespace === 'lewis-system' && owner.name === 'web-6d4')
        .map(({ name }) => name)
        .sort(),
    )
    for (const scrape of [10, 700, 1300]) {
      const known = (one: number | undefined): number[] =>
        one === undefined || Number.isNaN(one) ? [] : [one]
      const cores = web.pods.flatMap((pod) => known(pod.cores?.[scrape]))
      expect(cores.length).toBe(web.readyReplicas?.[scrape])
      expect(total(cores)).toBeCloseTo(web.cores?.[scrape] ?? 0, 10)
      expect(Math.max(...web.pods.flatMap((pod) => known(pod.memoryBytes?.[scrape])))).toBe(
        web.fullestPodBytes?.[scrape],
      )
    }
  })
})
