import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Envelope } from '../../src/core/index.ts'
import type { LoadtestData } from '../../src/traffic/index.ts'
import { type GroundTruth, startGroundTruth } from '../servers/ground-truth/index.ts'
import { freePort } from '../servers/program.ts'
import { lewisPerf } from './installed.ts'

type Result = Envelope<LoadtestData>

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-push-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const loadtest = (...args: string[]) => lewisPerf(['loadtest', ...args], { cwd: folder })

interface Pushed {
  method: string | undefined
  path: string | undefined
  authorization: string | undefined
  /** By name and labels, as they were written. */
  values: Map<string, number>
}

/** What the text format of Prometheus says, comments left out. */
function parsed(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => {
      const [, name = '', value] = /^(\S+(?:\{.*\})?) (\S+)$/.exec(line) ?? []
      return [name, Number(value)]
    }),
  )
}

let target: GroundTruth
let gateway: Server
let port = 0
let status = 200
const pushed: Pushed[] = []
beforeAll(async () => {
  target = await startGroundTruth({ kind: 'constant', ms: 2 })
  gateway = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => {
      body += piece
    })
    request.on('end', () => {
      const { method, url, headers } = request
      pushed.push({ method, path: url, authorization: headers.authorization, values: parsed(body) })
      response.writeHead(status).end(status === 200 ? '' : 'no room')
    })
  })
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  const address = gateway.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})
afterAll(async () => {
  gateway.close()
  await target.stop()
})

describe('loadtest --push', () => {
  test('tells a gateway each second, and last the numbers of the result', async () => {
    pushed.length = 0
    const { code, output } = await loadtest(
      ...[target.url, '--users', '2', '--duration', '3s', '--slo', 'errors<1%', '--json'],
      ...['--push', `http://user:hunter2secret@127.0.0.1:${port}/base`],
    )
    const { data, warnings }: Result = JSON.parse(output)
    expect(code).toBe(0)
    expect(warnings.filter((warning) => warning.includes('Pushgateway'))).toEqual([])
    expect(output).not.toContain('hunter2secret')
    const token = Buffer.from('user:hunter2secret').toString('base64')
    for (const { method, path, authorization } of pushed)
      expect([method, path, authorization]).toEqual([
        'PUT',
        '/base/metrics/job/lewis_perf_loadtest',
        `Basic ${token}`,
      ])
    expect(pushed.length).toBeGreaterThanOrEqual(2)
    expect(pushed[0]?.values.get('lewis_perf_loadtest_finished')).toBe(0)
    const last = pushed.at(-1)?.values
    expect(last?.get('lewis_perf_loadtest_finished')).toBe(1)
    expect(last?.get('lewis_perf_loadtest_requests{request="GET /",outcome="ok"}')).toBe(data.counts.ok)
    expect(last?.get('lewis_perf_loadtest_rate_per_second')).toBe(data.ratePerSecond)
    expect(
      last?.get('lewis_perf_loadtest_latency_seconds{request="GET /",from="send",quantile="0.99"}'),
    ).toBe(data.latency.fromSend.p99Seconds)
    expect(last?.get('lewis_perf_loadtest_slo_holds{term="errors<1%"}')).toBe(1)
  })

  test.each<[what: string, url: () => Promise<string>, answers: number, says: string]>([
    [
      'that is not there',
      async () => `http://u:hunter2secret@127.0.0.1:${await freePort()}`,
      200,
      'ECONNREFUSED',
    ],
    [
      'that refuses',
      async () => `http://u:hunter2secret@127.0.0.1:${port}`,
      503,
      'push failed with status 503, no room',
    ],
  ])('warns of a gateway %s, and loses nothing', async (_, url, answers, says) => {
    status = answers
    const { code, output, errors } = await loadtest(
      target.url,
      '--users',
      '1',
      '--requests',
      '20',
      '--json',
      '--push',
      await url(),
    )
    status = 200
    const { data, warnings }: Result = JSON.parse(output)
    expect([code, data.counts.ok]).toEqual([0, 20])
    expect(warnings.find((warning) => warning.includes('did not reach the Pushgateway'))).toContain(says)
    expect(output + errors).not.toContain('hunter2secret')
  })
})

describe('a profile', () => {
  const profile = (text: string): string => {
    writeFileSync(join(folder, 'own.yaml'), `extends: recommended\n${text}`)
    return join(folder, 'own.yaml')
  }
  const brief = ['--users', '1', '--requests', '20']

  test('gives the limits that --slo replaces', async () => {
    const file = profile('slos: ["p50<1us", errors<1%]\n')
    const own = await loadtest(target.url, ...brief, '--profile', file, '--json')
    const { data, warnings }: Result = JSON.parse(own.output)
    expect([own.code, data.slo.map(({ status: said }) => said)]).toEqual([1, ['fail', 'pass']])
    expect(warnings.join('\n')).toContain('The limits are the slos of the profile')
    const other = await loadtest(target.url, ...brief, '--profile', file, '--slo', 'errors<1%', '--json')
    expect([other.code, JSON.parse(other.output).data.slo.length]).toEqual([0, 1])
  })

  test('allows hosts', async () => {
    // A name that never resolves: it is allowed, and nothing is sent to anybody.
    const args = ['http://load.invalid/', '--users', '1', '--duration', '1s']
    const refused = await loadtest(...args)
    expect([refused.code, refused.errors]).toEqual([
      2,
      expect.stringContaining('load.invalid is another machine'),
    ])
    const { code, errors } = await loadtest(...args, '--profile', profile('allow: [load.invalid]\n'))
    expect(code).toBe(1)
    expect(errors).not.toContain('nobody allowed')
  })

  test.each([
    ['slos: [p99<200]\n', 'slos.0', '2:8'],
    ['allow:\n  - http://a.example\n', 'allow.0', '3:5'],
    ['slos: p99<200ms\n', 'slos must be a list', '2:7'],
  ])('is refused where %j is wrong, with its place', async (text, says, place) => {
    const { code, errors } = await loadtest(target.url, ...brief, '--profile', profile(text))
    expect([code, errors]).toEqual([2, expect.stringContaining(says)])
    expect(errors).toContain(`own.yaml:${place}`)
  })
})

test('--abort-after holds --abort-on-fail back', async () => {
  const slo = ['--slo', 'p50<1us over 1s', '--abort-on-fail']
  const { output } = await loadtest(
    target.url,
    '--users',
    '1',
    '--duration',
    '60s',
    ...slo,
    '--abort-after',
    '4s',
    '--json',
  )
  const { data }: Result = JSON.parse(output)
  expect(data.durationSeconds).toBeGreaterThanOrEqual(3.9)
  expect(data.durationSeconds).toBeLessThan(50)
  const alone = await loadtest(target.url, '--abort-after', '4s')
  expect([alone.code, alone.errors]).toEqual([2, expect.stringContaining('--abort-on-fail begins')])
})
