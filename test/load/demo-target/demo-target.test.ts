import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDemoTarget } from '../../../src/load/index.ts'
import { type DemoSettings, usualDemo } from '../../../src/traffic/index.ts'

type Demo = Awaited<ReturnType<typeof startDemoTarget>>

const quick = { serviceSeconds: 0, scanSeconds: 0.05, spread: 'constant' } as const
const running: Demo[] = []
async function demo(settings: Partial<DemoSettings> = {}): Promise<Demo> {
  const target = await startDemoTarget({ settings: { ...usualDemo, ...quick, ...settings }, seed: 1 })
  running.push(target)
  return target
}
afterAll(() => Promise.all(running.map((target) => target.stop())))

interface Answer {
  status: number
  body: Record<string, unknown>
  headers: Headers
}
async function ask(url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await fetch(url, {
    headers,
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as Answer['body'], headers: answer.headers }
}

async function metrics({ url }: Demo): Promise<Record<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  )
}

/** Asks until a scan has come to its end: each answer brings the next question. */
async function ended({ url }: Demo, id: unknown): Promise<Answer> {
  for (let asked = 0; asked < 5000; asked++) {
    const answer = await ask(`${url}/api/v1/scan/${id}/status`)
    if (answer.body.status === 'completed' || answer.body.status === 'failed') return answer
  }
  throw new Error('the scan did not end')
}

describe('the embedded target answers as LEWIS does', () => {
  let target: Demo
  beforeAll(async () => {
    target = await demo()
  })

  test.each(['/health', '/ready', '/startup', '/api/health', '/api/v1/system/health'])(
    '%s is open',
    async (path) => {
      expect((await ask(`${target.url}${path}`)).body.status).toBe('healthy')
    },
  )

  test('a login gives a token, which the status asks for', async () => {
    const { body } = await ask(`${target.url}/api/v1/auth/login`, { username: 'a', password: 'b' })
    const status = (authorization?: string) =>
      ask(`${target.url}/api/status`, undefined, authorization === undefined ? {} : { authorization })
    expect((await status()).status).toBe(401)
    expect((await status('Bearer x.y.z')).status).toBe(401)
    expect((await status(`Bearer ${String(body.token).slice(0, -2)}`)).status).toBe(401)
    expect((await status(`Bearer ${body.token}`)).body.status).toBe('operational')
    expect((await status('ApiKey anything')).status).toBe(200)
    expect((await ask(`${target.url}/api/v1/auth/login`, { username: 'a' })).status).toBe(422)
    expect((await ask(`${target.url}/api/v1/auth/login`, { username: 'a', password: '' })).status).toBe(401)
  })

  test.each(['network', 'web', 'vulnerability'])(
    'a %s scan is ordered, asked after and read',
    async (kind) => {
      const order = await ask(`${target.url}/api/v1/scan/${kind}`, { target: '10.0.0.1' })
      expect(order.body).toMatchObject({ scan_id: expect.any(String), estimated_duration: 1 })
      const end = await ended(target, order.body.scan_id)
      expect(end.body).toMatchObject({ type: kind, status: 'completed', progress: 100, target: '10.0.0.1' })
      const results = await ask(`${target.url}/api/v1/scan/${order.body.scan_id}/results`)
      expect(results.body.findings).toHaveLength(2)
      const page = await ask(`${target.url}/api/v1/scans?page=1&limit=1`)
      expect(page.body.scans).toEqual([expect.objectContaining({ scan_id: order.body.scan_id })])
      const dashboard = await ask(`${target.url}/api/v1/analytics/dashboard`)
      expect(dashboard.body).toMatchObject({ active_scans: 0, success_rate: 1 })
    },
  )

  test.each<[number, string, unknown]>([
    [404, '/nothing', undefined],
    [405, '/api/v1/auth/login', undefined],
    [404, '/api/v1/scan/scan-99999999/status', undefined],
    [422, '/api/v1/scan/network', { host: 'x' }],
    [404, '/api/v1/scan/disk', { target: 'x' }],
    [422, '/api/v1/scans?limit=1000', undefined],
    [413, '/api/v1/scan/web', { target: 'x'.repeat(2 ** 21) }],
  ])('%i for %s', async (status, path, body) => {
    expect((await ask(`${target.url}${path}`, body)).status).toBe(status)
  })

  test('its metrics count what came and what it cost', async () => {
    const own = await demo()
    for (let sent = 0; sent < 5; sent++) await ask(`${own.url}/api/health`)
    await ask(`${own.url}/nothing`)
    const seen = await metrics(own)
    expect(seen).toMatchObject({
      http_requests_received_total: 6,
      'http_requests_total{method="GET",status="200"}': 5,
      'http_requests_total{method="GET",status="404"}': 1,
      http_request_duration_seconds_count: 6,
      lewis_scans_running: 0,
    })
    expect(seen.process_cpu_seconds_total).toBeGreaterThan(0)
    expect(seen.process_resident_memory_bytes).toBeGreaterThan(1e7)
  })
})

describe('each setting of the embedded target shows:', () => {
  test('slots: so many scans run, the others wait', async () => {
    const target = await demo({ slots: 2, scanSeconds: 60 })
    for (let sent = 0; sent < 5; sent++) await ask(`${target.url}/api/v1/scan/web`, { target: 'x' })
    expect(await metrics(target)).toMatchObject({ lewis_scans_running: 2, lewis_scans_queued: 3 })
    const last = await ask(`${target.url}/api/v1/scan/scan-00000005/status`)
    expect(last.body).toMatchObject({ status: 'queued', progress: 0, started_at: null })
    expect((await ask(`${target.url}/api/v1/scan/scan-00000005/results`)).status).toBe(409)
  })

  test('failed scans', async () => {
    const target = await demo({ failedScanShare: 1, scanSeconds: 0 })
    const { body } = await ask(`${target.url}/api/v1/scan/web`, { target: 'x' })
    expect((await ended(target, body.scan_id)).body.status).toBe('failed')
    expect((await ask(`${target.url}/api/v1/analytics/dashboard`)).body).toMatchObject({ success_rate: 0 })
  })

  test('limit: of each client, which is told when to come again', async () => {
    const target = await demo({ limit: { requests: 3, seconds: 600 } })
    const statuses: number[] = []
    for (let sent = 0; sent < 5; sent++) statuses.push((await ask(`${target.url}/api/health`)).status)
    expect(statuses).toEqual([200, 200, 200, 429, 429])
    const { headers } = await ask(`${target.url}/api/health`)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(500)
    const other = await ask(`${target.url}/api/health`, undefined, { authorization: 'ApiKey another' })
    expect(other.status).toBe(200)
  })

  test('cpu: what each request costs is on its bill', async () => {
    const target = await demo({ cpuSeconds: 0.02 })
    await ask(`${target.url}/api/health`)
    const before = await metrics(target)
    for (let sent = 0; sent < 40; sent++) await ask(`${target.url}/api/health`)
    const after = await metrics(target)
    const spent = (after.process_cpu_seconds_total ?? 0) - (before.process_cpu_seconds_total ?? 0)
    // Reading and answering them is in it, and is more than a fiftieth of it in a process that has just begun.
    expect(spent / 40).toBeGreaterThan(0.0195)
    expect(spent / 40).toBeLessThan(0.0205)
  })

  test('the same seed draws the same faults', async () => {
    const settings = { errorShare: 0.5 }
    const series = async (): Promise<number[]> => {
      const target = await demo(settings)
      const statuses: number[] = []
      for (let sent = 0; sent < 20; sent++) statuses.push((await ask(`${target.url}/api/health`)).status)
      return statuses
    }
    const [a, b] = await Promise.all([series(), series()])
    expect(a).toEqual(b)
    expect(new Set(a)).toEqual(new Set([200, 500]))
  })
})

/** Resolves when the target is gone, for then the connection to it is. */
async function untilGone({ port }: Demo): Promise<{ gone: Promise<void> }> {
  const socket = connect(port, '127.0.0.1').on('error', () => {})
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  return { gone: new Promise((resolve) => socket.once('close', () => resolve())) }
}

test('a stopped target is gone, and stopping it again does nothing', async () => {
  const target = await demo()
  const { gone } = await untilGone(target)
  await target.stop()
  await gone
  await target.stop()
  expect(() => process.kill(target.pid, 0)).toThrow('ESRCH')
  expect(target.endedEarly).toBeNull()
})
