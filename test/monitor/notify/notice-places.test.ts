import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { alertRules, createAlerts, type Evaluation } from '../../../src/alerting/index.ts'
import { nodeWorld } from '../../../src/cli/node-world.ts'
import { openNoticePlaces } from '../../../src/monitor/notify/index.ts'

const firstMs = 1_800_000_000_000
const rules = alertRules({
  name: 'x',
  alerts: { busy: { metric: 'cpu.usage', above: '80%', forSeconds: 0, severity: 'high' } },
})

let server: Server | null = null
afterEach(async () => {
  const open = server
  server = null
  open?.closeAllConnections()
  await new Promise<void>((done) => (open === null ? done() : open.close(() => done())))
})

interface Asked {
  path: string
  authorization: string | undefined
  body: unknown
}

/** Answers with each status in turn, then with the last. */
async function listener(...statuses: number[]): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = []
  const opened = createServer((request, response) => {
    let body = ''
    request.on('data', (piece: Buffer) => {
      body += piece.toString()
    })
    request.on('end', () => {
      asked.push({
        path: request.url ?? '',
        authorization: request.headers.authorization,
        body: JSON.parse(body),
      })
      response.statusCode = statuses[Math.min(asked.length, statuses.length) - 1] ?? 200
      response.end()
    })
  })
  server = opened
  await new Promise<void>((done) => opened.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${(opened.address() as AddressInfo).port}`, asked }
}

function evaluationsOf(...usages: number[]): Evaluation[] {
  const alerts = createAlerts(rules)
  return usages.map((usage, second) =>
    alerts.evaluate({
      epochMs: firstMs + second * 1000,
      values: { 'cpu.usage': usage },
      sources: [],
      processes: null,
    }),
  )
}

describe('alerts', () => {
  test('reach a webhook as they fire and end, with the credentials that were given and never shown', async () => {
    const { url, asked } = await listener(200)
    const places = openNoticePlaces(
      nodeWorld(),
      { webhook: { url: `${url}/hook`, authorization: 'Basic dTpw', name: `${url}/hook` } },
      'web-1',
    )
    for (const [second, evaluation] of evaluationsOf(0.5, 0.9, 0.9, 0.5).entries())
      places.take(evaluation, firstMs + second * 1000)
    await places.close()
    expect(asked.map(({ path, authorization }) => [path, authorization])).toEqual([
      ['/hook', 'Basic dTpw'],
      ['/hook', 'Basic dTpw'],
    ])
    expect(asked.map(({ body }) => body)).toMatchObject([
      { schema: 'lewis-perf/notice/1', instance: 'web-1', alert: { state: 'firing', severity: 'high' } },
      { alert: { state: 'resolved' } },
    ])
    expect(places.told()).toEqual([{ to: url, sent: 2, failed: 0, dropped: 0, lastProblem: null }])
  })

  test('reach an Alertmanager by its own API', async () => {
    const { url, asked } = await listener(200)
    const places = openNoticePlaces(
      nodeWorld(),
      { alertmanager: { url: `${url}/`, authorization: null, name: url } },
      'web-1',
    )
    const [, firing] = evaluationsOf(0.5, 0.9)
    if (firing !== undefined) places.take(firing, firstMs + 1000)
    await places.close()
    expect(asked).toMatchObject([
      {
        path: '/api/v2/alerts',
        body: [{ labels: { alertname: 'busy', severity: 'high', instance: 'web-1' } }],
      },
    ])
  })

  test('that a receiver refuses are counted with its answer, and the run ends all the same', async () => {
    const { url, asked } = await listener(500)
    const places = openNoticePlaces(
      nodeWorld(),
      { webhook: { url, authorization: null, name: url } },
      'web-1',
    )
    const [, firing] = evaluationsOf(0.5, 0.9)
    if (firing !== undefined) places.take(firing, firstMs + 1000)
    await places.close()
    expect(asked.length).toBeGreaterThan(0)
    expect(places.told()).toMatchObject([{ sent: 0, lastProblem: 'it answers with status 500' }])
  })

  test('are handed to a command on its input; one that fails is told with its last words', async () => {
    const places = openNoticePlaces(
      nodeWorld(),
      { exec: 'read -r line; echo "got $line" | cut -c1-20 >&2; exit 3' },
      'web-1',
    )
    const [, firing] = evaluationsOf(0.5, 0.9)
    if (firing !== undefined) places.take(firing, firstMs + 1000)
    await places.close()
    expect(places.told()).toMatchObject([
      { to: '--notify-exec', sent: 0, lastProblem: 'it exited with 3: got {"schema":"lewis' },
    ])
  })

  test('are told to nobody where nobody is named', async () => {
    const places = openNoticePlaces(nodeWorld(), {}, 'web-1')
    for (const evaluation of evaluationsOf(0.9)) places.take(evaluation, firstMs)
    await places.close()
    expect(places.told()).toEqual([])
  })
})
