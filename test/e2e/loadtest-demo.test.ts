import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Envelope } from '../../src/core/index.ts'
import type { LoadtestData } from '../../src/traffic/index.ts'
import { installed, lewisPerf, oneFile, run, start } from './installed.ts'
import { descendants, seen, until } from './process-tree.ts'

type Result = Envelope<LoadtestData>

async function demo(...args: string[]): Promise<Result> {
  return JSON.parse((await lewisPerf(['loadtest', '--demo', ...args, '--json'])).output)
}
/** Of few requests, so that what each meets can be counted. */
const few = ['--users', '2', '--requests', '40']

describe('loadtest --demo', () => {
  test('needs no server, says what was loaded, and fits 80 columns', async () => {
    const { code, output } = await lewisPerf([
      'loadtest',
      '--demo',
      '--rate',
      '50/s',
      '--duration',
      '1s',
      '-v',
    ])
    expect(code).toBe(0)
    expect(output).toContain('50 requests in 1 s')
    expect(output).toContain('The target was the embedded demo')
    for (const line of output.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('names the target the same each time, and loads the path that was asked for', async () => {
    const { data, findings, exitCode } = await demo('/api/v1/scans?page=1', ...few)
    expect([exitCode, data.status]).toEqual([0, { 200: 40 }])
    expect([Object.keys(data.targets), Object.keys(data.requests)]).toEqual([['demo'], ['GET /api/v1/scans']])
    expect(findings.map(({ id }) => id)).toContain('demo')
  })

  test('takes orders for scans', async () => {
    const { data } = await demo('/api/v1/scan/network', '--body', '{"target":"10.0.0.1"}', ...few)
    expect(data.counts).toMatchObject({ sent: 40, ok: 40 })
  })

  test('runs from the one file too', async () => {
    const { output } = await run(process.execPath, [oneFile, 'loadtest', '--demo', ...few, '--json'])
    expect((JSON.parse(output) as Result).data.counts.ok).toBe(40)
  })

  test('is searched for its highest load, and ends with the search', async () => {
    const { data, exitCode } = await demo(
      ...['--find-max', '--slo', 'errors<5%', '--rate', '20/s', '--duration', '0.5s'],
      ...['--demo-with', 'limit=5/600s,service=0s'],
    )
    expect(exitCode).not.toBe(2)
    expect(data.status[429]).toBeGreaterThan(0)
  })
})

describe('each setting of the demo shows in the result:', () => {
  test('service and spread', async () => {
    const { data } = await demo(...few, '--demo-with', 'service=40ms,spread=constant')
    expect(data.latency.fromSend.p50Seconds).toBeGreaterThan(0.036)
    expect(data.latency.fromSend.minSeconds).toBeGreaterThan(0.036)
  })

  test('workers: others wait', async () => {
    const { data } = await demo(
      ...['--users', '4', '--requests', '40', '--demo-with', 'service=20ms,spread=constant,workers=1'],
    )
    expect(data.latency.fromSend.p50Seconds).toBeGreaterThan(0.07)
  })

  test.each([
    ['errors=100%', { failed: { 'status-500': 40 }, ok: 0 }],
    ['resets=100%', { failed: { reset: 4 }, ok: 0 }],
    ['limit=10/600s', { failed: { 'status-429': 30 }, ok: 10 }],
  ])('%s', async (settings, counts) => {
    const requests = settings.startsWith('resets') ? '4' : '40'
    const { data } = await demo('--users', '1', '--requests', requests, '--demo-with', settings)
    expect(data.counts).toMatchObject(counts)
  })

  test('silent', async () => {
    const { data } = await demo(
      ...['--users', '2', '--requests', '4', '--timeout', '100ms', '--demo-with', 'silent=100%'],
    )
    expect(data.counts).toMatchObject({ sent: 4, timedOut: 4 })
  })

  test('freeze', async () => {
    const { data } = await demo('--rate', '50/s', '--duration', '2s', '--demo-with', 'freeze=700ms@500ms')
    expect(data.latency.fromDue?.maxSeconds).toBeGreaterThan(0.65)
    expect(data.counts.ok).toBe(100)
  })

  test('the demo of --demo-with alone is the same', async () => {
    const { output } = await lewisPerf(['loadtest', '--demo-with', 'errors=100%', ...few, '--json'])
    expect((JSON.parse(output) as Result).data.counts.failed).toEqual({ 'status-500': 40 })
  })
})

describe('what contradicts --demo is refused:', () => {
  test.each<[string, string[]]>([
    ['--demo brings its own target', ['http://127.0.0.1:9']],
    ['--demo and --target contradict', ['--target', 'http://127.0.0.1:9']],
    ['--demo and --unix-socket contradict', ['--unix-socket', '/x']],
    ['--demo and --http2 contradict', ['--http2']],
    ['--demo and --insecure contradict', ['--insecure']],
    ['--demo and --server-name contradict', ['--server-name', 'x']],
    ['--demo and --allow contradict', ['--allow', 'x']],
    ['--demo-with has no setting "sevice"', ['--demo-with', 'sevice=1ms']],
  ])('%s', async (sentence, args) => {
    const { code, errors } = await lewisPerf(['loadtest', '--demo', ...args])
    expect([code, errors]).toEqual([2, expect.stringContaining(sentence)])
  })
})

describe('the process of the demo', () => {
  /** Once the target is loaded: a connection stands. */
  async function started(seconds: number, ...more: string[]) {
    const args = ['loadtest', '--demo', '--rate', '50/s', '--duration', `${seconds}s`, '--json', ...more]
    const command = start(process.execPath, [installed, ...args])
    const pid = command.child.pid ?? 0
    const target = await until(() => descendants(pid).find((one) => isConnected(one.pid)))
    return { ...command, target: target.pid }
  }

  test('is gone when the command has ended by Ctrl-C, which reports what ran', async () => {
    const { child, ended, target } = await started(60)
    child.kill('SIGINT')
    const { code, output } = await ended
    expect(code).toBe(130)
    expect((JSON.parse(output) as Result).interrupted).toBe(true)
    expect(seen(target)).toBeNull()
  })

  test('does not end by the Ctrl-C that reaches both', async () => {
    const { child, ended, target } = await started(60)
    process.kill(target, 'SIGINT')
    child.kill('SIGINT')
    const { output } = await ended
    expect((JSON.parse(output) as Result).data.counts.failed).toEqual({})
    expect(seen(target)).toBeNull()
  })

  test.each([['as it works'], ['as it stands still', '--demo-with', 'freeze=600s@0s']])(
    'ends with a command that is killed, %s',
    async (_, ...more) => {
      const { child, ended, target } = await started(60, ...more)
      child.kill('SIGKILL')
      await ended
      await until(() => seen(target) === null)
    },
  )

  test('that dies under the load is told of', async () => {
    const { ended, target } = await started(6)
    process.kill(target, 'SIGKILL')
    const { warnings } = JSON.parse((await ended).output) as Result
    expect(warnings).toContain('The embedded target ended during the run: killed by SIGKILL.')
  })
})

/** Whether a TCP connection that stands is one of the process's own. */
function isConnected(pid: number): boolean {
  const established = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([, , , state, , , , , , inode]) => (state === '01' ? [`socket:[${inode}]`] : []))
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) =>
      established.includes(readlinkSync(`/proc/${pid}/fd/${fd}`)),
    )
  } catch {
    return false
  }
}
