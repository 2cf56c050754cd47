import { describe, expect, onTestFinished, test } from 'vitest'
import type { ScenarioSpec } from '../../../src/core/index.ts'
import {
  countsOf,
  imbalances,
  type LoadPlan,
  type LoadRun,
  presentRun,
  type RowsByName,
  scenarioOf,
} from '../../../src/traffic/index.ts'
import { closed, open, planTo, run } from '../planned.ts'
import { type JobServer, startJobServer } from './job-server.ts'

const accounts = ['ann', 'bob', 'cy', 'dee', 'eve'].map((user) => ({ user, password: `${user}&"1` }))
const spec: ScenarioSpec = {
  variables: { account: { file: 'a.csv', order: 'unique', per: 'user' } },
  headers: { Authorization: 'Bearer ${token}' },
  login: [
    {
      name: 'login',
      request: 'POST /login',
      json: { user: '${account.user}', password: '${account.password}' },
      extract: { token: { json: '/token' } },
    },
  ],
  steps: [
    {
      name: 'begin',
      request: 'POST /jobs',
      json: { turn: '${turn}' },
      expect: { status: '202' },
      extract: { job: { json: '/job/id' }, trace: { header: 'x-trace', matches: 'id=([^;]+)' } },
    },
    {
      name: 'state',
      request: 'GET /jobs/${job}/state',
      poll: {
        job: 'work',
        json: '/state',
        until: ['done'],
        failed: ['failed'],
        everySeconds: 0.05,
        timeoutSeconds: 2,
      },
    },
    { name: 'results', request: 'GET /jobs/${job}/results?t=${trace}', expect: { json: { '/found': 3 } } },
  ],
}

async function started(settings: Parameters<typeof startJobServer>[0]): Promise<JobServer> {
  const server = await startJobServer(settings)
  onTestFinished(() => server.close())
  return server
}

function planFor(
  server: JobServer,
  model: LoadPlan['model'],
  own: ScenarioSpec,
  rows: RowsByName = { account: accounts },
): LoadPlan {
  return planTo(server.url, model, { scenario: scenarioOf('visit', own, rows), requests: [] })
}

const total = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

/** Nothing is lost, and the server saw what was sent. */
function assertWhole({ tally }: LoadRun, { log }: JobServer): void {
  expect(imbalances(tally)).toEqual([])
  expect(total(log.requests)).toBe(countsOf(tally).sent)
  for (const { begun, completed, failed, unfinished } of tally.courses)
    expect(completed + Object.values(failed).reduce((sum, { count }) => sum + count, 0) + unfinished).toBe(
      begun,
    )
}

describe('a journey', () => {
  test('signs every user in once, with a row of its own, and follows each job to its end', async () => {
    const server = await started({ jobMs: 120 })
    const result = await run(planFor(server, closed(3, { seconds: 1.5 }), spec))
    assertWhole(result, server)
    expect(server.log.logins).toEqual(accounts.slice(0, 3).map(({ user, password }) => `${user}:${password}`))
    const { data, tables } = presentRun(result, [])
    const job = data.jobs?.['work']
    expect(job?.begun).toBe(server.log.requests['POST /jobs'])
    expect(job?.failed).toEqual({})
    // A job lasts 120 ms, and is looked at every 50 ms.
    expect(job?.latency?.minSeconds).toBeGreaterThanOrEqual(0.12)
    expect(job?.resolutionSeconds).toBe(0.05)
    expect(data.requests['results']?.counts.ok).toBe(server.log.requests['GET /jobs/N/results?t=t-N'])
    expect(data.journeys?.['visit']?.completed).toBe(data.requests['results']?.counts.ok)
    expect(tables.map(({ title }) => title)).toContain('Jobs, their ends seen up to 50 ms late')
  })

  test('keeps polls out of the latency of requests, and counts them', async () => {
    const server = await started({ jobMs: 200 })
    const result = await run(planFor(server, closed(2, { seconds: 1 }), spec))
    const { data } = presentRun(result, [])
    const polls = data.requests['state']?.counts.sent ?? 0
    expect(polls).toBeGreaterThan(4)
    expect(data.latency.fromSend.count).toBe(data.counts.sent - polls)
    expect(data.phases.firstByte?.count).toBe(data.counts.sent - polls)
    expect(data.timeline.reduce((sum, { answered }) => sum + answered, 0)).toBe(data.counts.sent - polls)
    expect(data.requests['state']?.latency.fromSend.count).toBe(polls)
    expect(data.ratePerSecond * data.durationSeconds).toBeCloseTo(data.counts.ok - polls, -1)
  })

  test('of an open model is due on its own, and its later steps when the one before is answered', async () => {
    const server = await started({ jobMs: 60 })
    const result = await run(planFor(server, open(20, 1), spec, { account: manyAccounts(100) }))
    assertWhole(result, server)
    expect(server.log.requests['POST /jobs']).toBe(20)
    const journey = result.tally.courses.find(({ kind }) => kind === 'journey')
    expect(journey?.begun).toBe(20)
    // Those who rest are asked again before another signs in.
    expect(server.log.logins.length).toBeLessThan(20)
  })

  test('numbers its turns once among all threads', async () => {
    const server = await started({ jobMs: 0 })
    await run(planFor(server, open(40, 1), spec, { account: manyAccounts(100) }), { workers: 2 })
    const turns = server.log.bodies.filter((body) => body !== '').map((body) => Number(JSON.parse(body).turn))
    expect(turns.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, turn) => turn + 1))
    expect(new Set(server.log.logins).size).toBe(server.log.logins.length)
  })

  test('says how jobs failed, and goes on', async () => {
    const server = await started({ jobMs: 0, failsEach: 2 })
    const result = await run(planFor(server, closed(1, { requests: 6, seconds: 20 }), spec))
    assertWhole(result, server)
    const { data } = presentRun(result, [])
    expect(data.jobs?.['work']).toMatchObject({ begun: 6, completed: 3, failed: { failed: { count: 3 } } })
    expect(data.journeys?.['visit']).toMatchObject({ completed: 3, failed: { state: { count: 3 } } })
  })

  test('gives up a job that takes too long, whose time counts as longer', async () => {
    const server = await started({ jobMs: 60_000 })
    const steps = spec.steps?.map((step) =>
      step.poll === undefined ? step : { ...step, poll: { ...step.poll, timeoutSeconds: 0.3 } },
    )
    const result = await run(
      planFor(server, closed(1, { requests: 2, seconds: 20 }), {
        ...spec,
        ...(steps === undefined ? {} : { steps }),
      }),
    )
    const job = presentRun(result, []).data.jobs?.['work']
    expect(job).toMatchObject({ begun: 2, completed: 0, failed: { 'timed-out': { count: 2 } } })
    expect(job?.latency?.lowerBounds).toContain('p50Seconds')
  })

  test('waits in the end for jobs, as long as for answers, and counts what is unfinished', async () => {
    const server = await started({ jobMs: 1200 })
    const patient = await run({ ...planFor(server, closed(2, { seconds: 0.5 }), spec), drainSeconds: 5 })
    assertWhole(patient, server)
    expect(patient.tally.courses.find(({ kind }) => kind === 'job')).toMatchObject({
      begun: 2,
      completed: 2,
      completedInTime: 0,
    })
    const hasty = await run({ ...planFor(server, closed(2, { seconds: 0.5 }), spec), drainSeconds: 0.2 })
    expect(hasty.tally.courses.find(({ kind }) => kind === 'job')).toMatchObject({ begun: 2, unfinished: 2 })
  })

  // After three uses the next turn begins in vain; after four it is refused while it asks for its job.
  test.each([3, 4])('signs in again when its token has run out after %d uses', async (tokenUses) => {
    const server = await started({ jobMs: 0, tokenUses })
    const result = await run(planFor(server, closed(1, { requests: 6, seconds: 20 }), spec))
    assertWhole(result, server)
    expect(server.log.logins).toHaveLength(3)
    expect(countsOf(result.tally, { request: 'results' }).ok).toBe(3)
  })

  test('of users without data ends, and says why', async () => {
    const server = await started({ jobMs: 0 })
    const result = await run(planFor(server, closed(7, { requests: 14, seconds: 20 }), spec))
    expect(imbalances(result.tally)).toEqual([])
    expect(server.log.logins).toHaveLength(5)
    expect(countsOf(result.tally).unsentBy).toEqual({ 'no-data-left': 2 })
  })

  test('that expects what is not so counts it by what it says', async () => {
    const server = await started({ jobMs: 0 })
    const steps = [
      { name: 'begin', request: 'POST /jobs', json: {}, expect: { status: '200', json: { '/job/id': 1 } } },
    ]
    const result = await run(planFor(server, closed(1, { requests: 3, seconds: 20 }), { ...spec, steps }))
    const { data } = presentRun(result, [])
    expect(data.counts.failed).toEqual({ assertion: 3 })
    expect(data.assertions).toMatchObject({
      checked: 6,
      broken: { 'begin: status 200': { count: 3 }, 'begin: /job/id 1': { count: 2 } },
    })
  })
})

test('a mix has its requests by their weights', async () => {
  const server = await started({ jobMs: 0 })
  const mix: ScenarioSpec = {
    ...spec,
    requests: [
      { name: 'often', request: 'POST /jobs', json: {}, weight: 3 },
      { name: 'seldom', request: 'GET /nothing', expect: { status: '404' } },
    ],
  }
  delete mix.steps
  const result = await run(planFor(server, closed(2, { requests: 400, seconds: 20 }), mix))
  assertWhole(result, server)
  const often = countsOf(result.tally, { request: 'often' }).ok
  expect(often).toBeGreaterThan(260)
  expect(often).toBeLessThan(340)
  expect(countsOf(result.tally, { request: 'seldom' }).ok).toBe(400 - often)
})

function manyAccounts(count: number): { user: string; password: string }[] {
  return Array.from({ length: count }, (_, number) => ({ user: `u${number}`, password: 'p' }))
}
