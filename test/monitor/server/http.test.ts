import { request } from 'node:http'
import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { parseExposition } from '../../../src/metrics/index.ts'
import { startServer } from '../../../src/monitor/index.ts'
import { fakeFeed, firingAlert } from '../fake-feed.ts'
import { serve } from './started-server.ts'

describe('over HTTP', () => {
  test('the page is whole in one answer, and nothing but its own style and program may work', async () => {
    const { url } = await serve()
    const answer = await fetch(url)
    const text = await answer.text()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(text).not.toMatch(/(?:src|href)="(?!data:|#|\/api\/dashboard|\/metrics)/)
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; connect-src 'self'/,
    )
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*/)
  })

  test.each(['/', '/api/dashboard', '/metrics', '/healthz', '/none'])(
    '%s has the headers that guard it',
    async (path) => {
      const { url } = await serve()
      const { headers } = await fetch(`${url}${path}`)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('access-control-allow-origin')).toBeNull()
      expect(headers.get('x-powered-by')).toBeNull()
    },
  )

  test("the dashboard has the guide's fields", async () => {
    const { url } = await serve()
    const answer = await fetch(`${url}/api/dashboard`)
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(await answer.json()).toMatchObject({
      timestamp: '2026-01-05T12:00:00.000Z',
      system_metrics: { cpu_usage: { count: 1, avg: 53.2 } },
      application_metrics: { request_rate: { count: 0 } },
      scan_metrics: { scan_success_rate: null },
      alerts: [],
    })
  })

  test('Prometheus can read the metrics', async () => {
    const { url, feed } = await serve()
    feed.set({ alerts: [firingAlert()] })
    feed.tick({ 'cpu.usage': 0.5, 'disk.free{mount=/var "x"}': 1e9 })
    const answer = await fetch(`${url}/metrics`)
    const text = await answer.text()
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(text).toContain('# TYPE lewis_perf_cpu_usage_ratio gauge\nlewis_perf_cpu_usage_ratio 0.5\n')
    expect(text).toContain('lewis_perf_disk_free_bytes{mount="/var \\"x\\""} 1000000000')
    expect(text).toContain('lewis_perf_alert_firing{rule="cpu-usage",series="cpu.usage",severity="high"} 1')
    expect(parseExposition(text, 'prometheus').ok).toBe(true)
  })

  test('it is healthy while ticks come, and says why not when they do not', async () => {
    let nowMs = 0
    const { url, feed } = await serve({ nowMs: () => nowMs }, fakeFeed(2))
    const health = async () => {
      const answer = await fetch(`${url}/healthz`)
      return [answer.status, await answer.json()]
    }
    expect(await health()).toEqual([
      503,
      { status: 'stale', reason: 'No figures came yet.', ageSeconds: null },
    ])
    feed.tick({ 'cpu.usage': 0.5 })
    nowMs = 6000
    expect(await health()).toEqual([200, { status: 'ok', reason: null, ageSeconds: 6 }])
    nowMs = 7000
    expect(await health()).toEqual([
      503,
      {
        status: 'stale',
        reason: 'The newest figures are 7 seconds old, where they are due every 2 seconds.',
        ageSeconds: 7,
      },
    ])
  })

  test.each([
    '/index.html',
    '/..%2f..%2fetc/passwd',
    '/../../etc/passwd',
    '/API/dashboard',
    '/session',
    '//',
    '/__proto__',
    '/constructor',
  ])('%s is not found', async (path) => {
    const { port } = await serve()
    expect(await statusFor(port, path)).toBe(404)
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s is not allowed', async (method) => {
    const { url } = await serve()
    const answer = await fetch(`${url}/api/dashboard`, { method })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  test.each(['/', '/api/dashboard', '/metrics', '/healthz'])(
    'HEAD %s has the length and no body',
    async (path) => {
      const { url } = await serve()
      const answer = await fetch(`${url}${path}`, { method: 'HEAD' })
      expect(answer.status).toBe(200)
      expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(10)
      expect(await answer.text()).toBe('')
    },
  )

  test('the stream without an upgrade says what is missing', async () => {
    const { url } = await serve()
    expect((await fetch(`${url}/ws`)).status).toBe(426)
  })

  test('too many requests of one address are refused until some time has passed', async () => {
    let nowMs = 0
    const limits = { requestsAtOnce: 3, requestsPerSecond: 1 }
    const { url } = await serve({ limits, nowMs: () => nowMs })
    const status = async () => (await fetch(`${url}/healthz`)).status
    expect([await status(), await status(), await status(), await status()]).toEqual([200, 200, 200, 429])
    nowMs = 1000
    expect([await status(), await status()]).toEqual([200, 429])
  })

  test('a port that is taken is an error that the operator can mend', async () => {
    const { port } = await serve()
    await expect(startServer(fakeFeed(), { port })).rejects.toMatchObject({
      exitCode: 3,
      sentence: `127.0.0.1:${port} cannot be served on: another program listens there already.`,
    })
  })

  test('closing lets go of the port, and may be said twice', async () => {
    const { server, port } = await serve()
    await Promise.all([server.close(), server.close()])
    const again = createServer()
    await new Promise<void>((resolve, reject) =>
      again.once('error', reject).listen(port, '127.0.0.1', resolve),
    )
    again.close()
  })
})

/** As it is written: fetch would tidy the path. */
function statusFor(port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ port, path }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
      .once('error', reject)
      .end()
  })
}
