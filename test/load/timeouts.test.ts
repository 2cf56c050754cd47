import { afterAll, expect, test } from 'vitest'
import { countsOf, imbalances, latenciesOf } from '../../src/traffic/index.ts'
import { type GroundTruth, startGroundTruth, type Truth } from '../servers/ground-truth/index.ts'
import { open, planTo, requests, run } from './planned.ts'

const running: GroundTruth[] = []
async function truth(kind: Truth): Promise<GroundTruth> {
  const server = await startGroundTruth(kind, 0)
  running.push(server)
  return server
}
afterAll(() => Promise.all(running.map((server) => server.stop())))

test('a request without answer is given up in time, and the percentiles know it', async () => {
  const server = await truth({ kind: 'faults' })
  const plan = planTo(server.url, open(50, 2), {
    requests: [...requests('/ok'), ...requests('/never').map((one) => ({ ...one, weight: 0.25 }))],
    timeoutSeconds: 0.5,
  })
  const { tally } = await run(plan)
  const { timedOut, ok, planned } = countsOf(tally)
  const { fromDue } = latenciesOf(tally)
  expect(imbalances(tally)).toEqual([])
  expect(ok + timedOut).toBe(planned)
  expect(timedOut).toBeGreaterThan(5)
  expect(fromDue?.censored).toBe(timedOut)
  expect(fromDue?.p99Seconds).toBeGreaterThanOrEqual(0.5)
  expect(fromDue?.lowerBounds).toContain('p99Seconds')
  expect(fromDue?.lowerBounds).not.toContain('p50Seconds')
})

test('counts as timed out what was due right before the end, where the wait is as long as the timeout', async () => {
  const server = await truth({ kind: 'sequence', ms: [null] })
  const plan = planTo(server.url, open(1000, 0.1), { timeoutSeconds: 0.31, drainSeconds: 0.31 })
  const { tally } = await run(plan)
  expect(countsOf(tally)).toMatchObject({ planned: 100, sent: 100, timedOut: 100, inFlight: 0 })
})
