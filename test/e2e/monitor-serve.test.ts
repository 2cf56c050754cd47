import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { describeWithServer } from '../servers/describe-with.ts'
import { endChild } from '../servers/end-child.ts'
import { installed, lewisPerf, oneFile, run, start } from './installed.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-serve-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let running: ChildProcess | null = null
afterEach(async () => {
  if (running !== null) await endChild(running)
  running = null
})

/** The address of a monitor that serves, once it has said it. */
async function served(program: string, ...args: string[]): Promise<string> {
  const { child } = start(process.execPath, [
    program,
    'monitor',
    '--interval',
    '500ms',
    '--serve',
    '0',
    ...args,
  ])
  running = child
  return new Promise((resolve, reject) => {
    let errors = ''
    child.stderr?.on('data', (piece: string) => {
      errors += piece
      const url = /The page is at (\S+)/.exec(errors)?.[1]
      if (url !== undefined) resolve(url)
    })
    child.once('close', () => reject(new Error(errors)))
  })
}

/** Asks until the answer is one. */
async function until<T>(ask: () => Promise<T | null>): Promise<T> {
  for (let trial = 0; trial < 200; trial++) {
    const answer = await ask().catch(() => null)
    if (answer !== null) return answer
    await pause(100)
  }
  throw new Error('There was no answer in time.')
}

describe.each([
  ['the installed command', installed],
  ['the one file', oneFile],
])('%s', (_, program) => {
  test('serves the page, the dashboard, the metrics and its health', async () => {
    const url = await served(program)
    const page = await fetch(url)
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ])
    expect((await page.text()).toLowerCase()).toContain('<!doctype html>')
    const metrics = await until(async () => {
      const text = await (await fetch(`${url}/metrics`)).text()
      return text.includes('lewis_perf_cpu_usage_ratio ') ? text : null
    })
    expect(metrics).toMatch(/^lewis_perf_memory_usage_ratio [\d.e-]+$/m)
    const dashboard = (await (await fetch(`${url}/api/dashboard`)).json()) as Record<string, unknown>
    expect(Object.keys(dashboard)).toEqual(expect.arrayContaining(['system_metrics', 'alerts']))
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    expect((await fetch(`${url}/etc/passwd`)).status).toBe(404)
  })
})

describe('a token', () => {
  test('from a file shuts everybody else out, and shows up nowhere', async () => {
    const token = 'a-token-that-nobody-must-see-4711'
    const file = join(folder, 'token')
    writeFileSync(file, `${token}\n`)
    const url = await served(installed, '--token-file', file)
    expect((await fetch(`${url}/metrics`)).status).toBe(401)
    expect((await fetch(`${url}/metrics`, { headers: { authorization: 'Bearer wrong' } })).status).toBe(401)
    const seen = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
    expect(seen.status).toBe(200)
    expect(await seen.text()).not.toContain(token)
  })

  test('that is given twice, or is an empty file, is refused', async () => {
    const file = join(folder, 'empty')
    writeFileSync(file, '\n')
    const args = ['monitor', '--serve', '0', '--duration', '1s', '--token-file', file]
    const empty = await lewisPerf(args)
    expect([empty.code, empty.errors]).toEqual([2, expect.stringContaining('is empty')])
    expect((await lewisPerf([...args, '--token', 'x'])).code).toBe(2)
  })
})

test('a port that is taken is said so, with exit 3', async () => {
  const url = await served(installed)
  const { port } = new URL(url)
  const { code, errors } = await lewisPerf(['monitor', '--serve', port, '--duration', '1s'])
  expect([code, errors]).toEqual([3, expect.stringMatching(/^error: .*\nhint: /)])
})

describeWithServer('prometheus', 'a real Prometheus', (server) => {
  test('scrapes it, and knows the figures by their names', async () => {
    const url = await served(installed)
    writeFileSync(server().targetsFile, JSON.stringify([{ targets: [new URL(url).host] }]))
    const ask = (query: string) => async (): Promise<number | null> => {
      const answer = await fetch(`${server().url}/api/v1/query?query=${encodeURIComponent(query)}`)
      const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } }
      const [first] = data.result
      return first === undefined ? null : Number(first.value[1])
    }
    expect(await until(ask('up{job="monitor"} == 1'))).toBe(1)
    const usage = await until(ask('lewis_perf_memory_usage_ratio'))
    expect(usage).toBeGreaterThan(0)
    expect(usage).toBeLessThan(1)
    expect(await until(ask('count(lewis_perf_disk_usage_ratio{mount!=""})'))).toBeGreaterThan(0)
    const { data } = (await (await fetch(`${server().url}/api/v1/targets`)).json()) as {
      data: { activeTargets: { lastError: string }[] }
    }
    expect(data.activeTargets.map(({ lastError }) => lastError)).toEqual([''])
  })
})

describeWithServer('alertmanager', 'a real Alertmanager', (server) => {
  test('takes an alert that fires', async () => {
    const profile = join(folder, 'always.yaml')
    writeFileSync(
      profile,
      'name: always\nextends: recommended\nalerts:\n  always: {metric: memory.usage, above: 0%, for: 0s, severity: critical, runbook: None.}\n',
    )
    const args = ['monitor', '--interval', '500ms', '--duration', '3s', '--profile', profile]
    const { code } = await lewisPerf([...args, '--alertmanager', server().url, '-q'])
    expect(code).toBe(1)
    const alerts = await until(async () => {
      const all = (await (await fetch(`${server().url}/api/v2/alerts`)).json()) as {
        labels: Record<string, string>
        annotations: Record<string, string>
        status: { state: string }
      }[]
      return all.length === 0 ? null : all
    })
    expect(alerts).toMatchObject([
      {
        labels: { alertname: 'always', severity: 'critical' },
        annotations: { runbook: 'None.' },
        status: { state: 'active' },
      },
    ])
  })
})

test('over a shell it is another machine that is watched', async () => {
  const { output, code } = await run(process.execPath, [
    ...[installed, 'monitor', '--via', 'sh', '--duration', '3s', '--json'],
  ])
  const { data } = JSON.parse(output)
  expect([0, 1, 3]).toContain(code)
  expect(data.series['cpu.usage'].count).toBeGreaterThan(0)
  expect(data.series['memory.usage'].count).toBeGreaterThan(0)
})
