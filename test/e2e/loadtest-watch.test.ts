import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Envelope } from '../../src/core/index.ts'
import type { LoadtestData, WatchedSpending } from '../../src/traffic/index.ts'
import { type Burner, startBurner } from '../servers/burner/index.ts'
import { describeWithServer } from '../servers/describe-with.ts'
import { writeSshClient } from '../servers/ssh-client.ts'
import { lewisPerf } from './installed.ts'

type Result = Envelope<LoadtestData>

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-watch-'))
const removals: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
afterAll(() => Promise.all(removals.map((remove) => remove())))

async function loadtest(args: readonly string[], path?: string): Promise<Result> {
  const env = path === undefined ? {} : { PATH: path }
  const { output } = await lewisPerf(['loadtest', ...args, '--json'], { cwd: folder, env })
  return JSON.parse(output)
}

function spending({ data }: Result, index = 0): WatchedSpending {
  const target = data.watch?.targets[index]
  if (target === undefined) throw new Error('nothing was watched')
  return target
}

async function burner(micros: number): Promise<Burner> {
  const started = await startBurner(micros)
  removals.push(() => started.stop())
  return started
}

/** A page of metrics that is what `page` gives. */
async function exporter(page: () => string, contentType = 'text/plain'): Promise<string> {
  const server: Server = createServer((request, response) => {
    const isAllowed = [undefined, `Basic ${btoa('ops:hunter22')}`].includes(request.headers.authorization)
    response.writeHead(isAllowed ? 200 : 401, { 'content-type': contentType })
    response.end(page())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  removals.push(
    () => new Promise((resolve) => server.close(resolve)),
    () => server.closeAllConnections(),
  )
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`
}

describe('loadtest --watch', () => {
  let server: Burner
  beforeAll(async () => {
    server = await burner(4000)
  })

  test('finds what a request costs a process, by its number and by its own page', async () => {
    const before = await server.spentSeconds()
    const result = await loadtest([
      ...[server.url, '--rate', '30/s', '--duration', '6s'],
      ...['--watch', String(server.pid), '--watch', `${server.url}/metrics`],
    ])
    const truth = ((await server.spentSeconds()) - before) / result.data.counts.ok
    for (const target of [spending(result), spending(result, 1)]) {
      const [stage] = target.stages
      expect(target.stages).toHaveLength(1)
      expect(stage?.load).toBe('30/s')
      expect(stage?.demandSeconds?.value).toBeGreaterThan(truth * 0.8)
      expect(stage?.demandSeconds?.value).toBeLessThan(truth * 1.25)
      expect(stage?.demandSeconds?.low).toBeLessThan(stage?.demandSeconds?.value ?? 0)
      expect(stage?.memoryBytes?.maximum).toBeGreaterThan(20e6)
    }
    const [stage] = spending(result).stages
    expect(spending(result).cores).toBeGreaterThan(0)
    expect(stage?.utilisation).toBeCloseTo((stage?.busyCores ?? 0) / (spending(result).cores ?? 1), 9)
    // A page that does not tell its cores has no utilisation, and says why.
    expect(spending(result, 1).stages[0]?.utilisation).toBeNull()
    expect(result.warnings.join()).toContain('utilisation is unknown')
  })

  test('says it a stage, in a table for 80 columns', async () => {
    const { output } = await lewisPerf([
      ...['loadtest', server.url, '--stages', '20/s:5s,20..60/s:5s', '--watch', String(server.pid)],
    ])
    expect(output).toContain(`What the target spent: process ${server.pid} (node)`)
    expect(output).toMatch(/^20\/s .* ms .* to .* ms .* MiB$/m)
    expect(output).toMatch(/^20\.\.60\/s .* ms /m)
    for (const line of output.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('knows the cost of each load that --find-max tried', async () => {
    const result = await loadtest([
      ...[server.url, '--find-max', '--slo', 'p50<1us', '--rate', '0.1/s', '--duration', '3s'],
      ...['--watch', String(server.pid)],
    ])
    expect(spending(result).stages.length).toBeGreaterThanOrEqual(1)
    expect(spending(result).stages[0]?.load).toBe('0.1/s')
  })

  test('sums the processes of a name, and says how many they are', async () => {
    const own = await burner(2000)
    const result = await loadtest([own.url, '--rate', '20/s', '--duration', '3s', '--watch', 'program.mjs'])
    expect(spending(result).what).toMatch(/^\d+ processes called program\.mjs/)
    expect(spending(result).stages[0]?.busyCores).toBeGreaterThan(0)
  })

  test('says that a watched process died, and when', async () => {
    const mortal = await burner(100)
    let asked = 0
    const url = await exporter(() => {
      asked++
      if (asked === 25) void mortal.stop()
      return ''
    })
    const result = await loadtest([url, '--rate', '10/s', '--duration', '5s', '--watch', String(mortal.pid)])
    expect(spending(result).ends).toMatchObject([{ what: `process ${mortal.pid} (node) ended` }])
    expect(result.warnings.join()).toMatch(/process \d+ \(node\) ended, noticed .* into the run/)
    expect(result.exitCode).toBe(0)
  })

  test.each([
    ['no-such-program', 2, 'No process is called "no-such-program"'],
    ['999999999', 2, 'There is no process 999999999'],
    ['http://127.0.0.1:1/metrics', 3, 'cannot be watched'],
    ['http://token@127.0.0.1/metrics', 2, 'has a user without a password'],
    ['nobody@127.0.0.1', 3, '127.0.0.1'],
  ])('refuses --watch %s before anything is sent', async (target, exitCode, words) => {
    const before = await server.spentSeconds()
    const { code, errors } = await lewisPerf(
      ['loadtest', server.url, '--rate', '500/s', '--duration', '5s', '--watch', target],
      { env: { HOME: folder } },
    )
    expect(code).toBe(exitCode)
    expect(errors).toContain(words)
    expect((await server.spentSeconds()) - before).toBeLessThan(1)
  })

  test('reads a machine from its exporter, and keeps the credentials to itself', async () => {
    let asked = 0
    const url = await exporter(() => {
      asked++
      return [
        ...[0, 1].flatMap((cpu) => [
          `node_cpu_seconds_total{cpu="${cpu}",mode="idle"} ${asked * 9}`,
          `node_cpu_seconds_total{cpu="${cpu}",mode="user"} ${asked * 0.25}`,
        ]),
        'node_memory_MemTotal_bytes 1000',
        'node_memory_MemAvailable_bytes 400',
        `node_pressure_cpu_waiting_seconds_total ${asked * 0.1}`,
        'node_disk_read_bytes_total{device="sda1"} 5',
        '',
      ].join('\n')
    })
    const { output } = await lewisPerf([
      ...['loadtest', server.url, '--rate', '20/s', '--duration', '5s', '--json'],
      ...['--watch', url.replace('//', '//ops:hunter22@')],
    ])
    expect(output).not.toContain('hunter22')
    expect(output).not.toContain(btoa('ops:hunter22'))
    const target = spending(JSON.parse(output))
    expect(target).toMatchObject({ cores: 2, what: 'the whole machine (node_cpu_seconds_total)' })
    expect(target.stages[0]).toMatchObject({ memoryBytes: { mean: 600, maximum: 600 } })
    expect(target.stages[0]?.busyCores).toBeGreaterThan(0.3)
    expect(target.stages[0]?.busyCores).toBeLessThan(0.7)
    // A partition is no disk: what disks read is not known, which is not 0.
    expect(target.stages[0]?.readBytesPerRequest).toBeNull()
  })

  test('of several containers takes the one that is asked for', async () => {
    const page = () =>
      [
        'container_cpu_usage_seconds_total{id="/a",cpu="total",name="web"} 5',
        'container_cpu_usage_seconds_total{id="/a/b",cpu="total",name="db"} 3',
        'container_memory_working_set_bytes{id="/a",name="web"} 70',
        'container_memory_working_set_bytes{id="/a/b",name="db"} 30',
        'container_spec_cpu_quota{id="/a/b",name="db"} 150000',
        'container_spec_cpu_period{id="/a/b",name="db"} 100000',
        '# EOF',
        '',
      ].join('\n')
    const plain = await exporter(page)
    const open = await exporter(page, 'application/openmetrics-text; version=1.0.0; charset=utf-8')
    for (const url of [plain, open]) {
      const result = await loadtest([
        ...[server.url, '--rate', '10/s', '--duration', '3s', '--watch', `${url}#name=db`, '--watch', url],
      ])
      expect(spending(result)).toMatchObject({ cores: 1.5 })
      expect(spending(result).stages[0]?.memoryBytes?.maximum).toBe(30)
      expect(spending(result, 1).stages[0]?.memoryBytes?.maximum).toBe(70)
    }
  })
})

describeWithServer('sshd', 'loadtest --watch user@box', (sshd) => {
  test('reads the whole machine over one connection', async () => {
    const server = await burner(5000)
    const { user } = sshd()
    const path = `${writeSshClient(folder, [{ name: 'box', server: sshd() }])}:${process.env['PATH']}`
    const result = await loadtest(
      [server.url, '--rate', '40/s', '--duration', '5s', '--watch', `${user}@box`],
      path,
    )
    const target = spending(result)
    const [stage] = target.stages
    expect(target).toMatchObject({ name: `${user}@box`, kind: 'machine', ends: [] })
    expect(target.cores).toBeGreaterThan(0)
    expect(stage?.looks).toBeGreaterThanOrEqual(3)
    // All of the machine is at least what the server burns.
    expect(stage?.demandSeconds?.value).toBeGreaterThan(0.004)
    expect(stage?.utilisation).toBeGreaterThan(0)
    expect(stage?.utilisation).toBeLessThanOrEqual(1.05)
    expect(stage?.memoryBytes?.mean).toBeGreaterThan(1e6)
  })

  test('tells when the connection ended', async () => {
    const { user } = sshd()
    const programs = writeSshClient(folder, [{ name: 'box', server: sshd() }])
    let asked = 0
    // Its ssh is the only one that was started through this folder.
    const url = await exporter(() => {
      asked++
      if (asked === 25) for (const pid of sshClientsOf(folder)) process.kill(pid, 'SIGTERM')
      return ''
    })
    const result = await loadtest(
      [url, '--rate', '10/s', '--duration', '5s', '--watch', `${user}@box`],
      `${programs}:${process.env['PATH']}`,
    )
    expect(spending(result).ends).toMatchObject([{ what: expect.stringContaining('the connection ended') }])
    expect(spending(result).ends[0]?.atSeconds).toBeLessThan(5)
  })
})

/** The ssh processes whose configuration lies in `place`. */
function sshClientsOf(place: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
        return words[0]?.endsWith('/ssh') === true && words.includes(join(place, 'ssh_config'))
      } catch {
        return false
      }
    })
    .map(Number)
}
