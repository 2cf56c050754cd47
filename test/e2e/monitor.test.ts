import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Envelope, parseSampleFile, sampleHeader, sampleLine } from '../../src/core/index.ts'
import type { MonitorData } from '../../src/monitor/index.ts'
import { installed, lewisPerf, start } from './installed.ts'

type Result = Envelope<MonitorData>

let folder: string
let target: Server
let url: string
const asked: string[] = []
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-monitor-'))
  target = createServer((request, response) => {
    let body = ''
    request.on('data', (piece: Buffer) => {
      body += piece.toString()
    })
    request.on('end', () => {
      if (request.method === 'POST') asked.push(body)
      response.end('ok')
    })
  })
  await new Promise<void>((done) => target.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(target.address() as AddressInfo).port}`
})
afterAll(async () => {
  target.closeAllConnections()
  await new Promise((done) => target.close(done))
  rmSync(folder, { recursive: true, force: true })
})

const monitor = (...args: string[]) => lewisPerf(['monitor', ...args])

/** A recording in which the CPU is busy from the tenth second on for two minutes and a half. */
function busyRecording(): string {
  const file = join(folder, 'busy.jsonl')
  const lines = Array.from({ length: 600 }, (_, second) =>
    sampleLine({
      at: 1_800_000_000_000 + second * 1000,
      v: { 'cpu.usage': second >= 10 && second < 160 ? 0.999 : 0.2, 'memory.usage': 0.5 },
    }),
  )
  writeFileSync(file, [sampleHeader({ intervalSeconds: 1, machine: null }), ...lines, ''].join('\n'))
  return file
}

describe('this machine', () => {
  test('is watched for as long as asked, with an address, a process and itself; the result is one JSON document', async () => {
    const { output, code } = await monitor(
      ...[
        '--interval',
        '200ms',
        '--duration',
        '2s',
        '--url',
        `${url}/health`,
        '--pid',
        String(process.pid),
        '--json',
      ],
    )
    const { data, status }: Result = JSON.parse(output)
    // A machine that is as busy as with tests may well be alerted of.
    expect([0, 1, 3]).toContain(code)
    expect(['pass', 'info', 'warn', 'fail', 'unknown']).toContain(status)
    expect(data.ticks).toBeGreaterThan(3)
    expect(data.ticks).toBeLessThanOrEqual(11)
    for (const key of ['cpu.usage', 'memory.usage', 'self.cpu', 'self.memory', `url.up{url=${url}/health}`])
      expect(data.series[key]?.count, key).toBeGreaterThan(0)
    expect(data.series[`url.up{url=${url}/health}`]).toMatchObject({ min: 1, max: 1 })
    expect(data.series['memory.usage']?.max).toBeLessThanOrEqual(1)
    expect(data.sources.map(({ name }) => name)).toContain('host')
  })

  test('is told line by line in a log, and standard output stays the result', async () => {
    const { errors, output } = await monitor('--duration', '2s')
    expect(errors.split('\n')[0]).toMatch(/^\d\d:\d\d:\d\d cpu .*, memory [\d.]+ %/)
    expect(output).toMatch(/Watched for/)
  })

  test('ends at Ctrl-C with what was seen', async () => {
    const { child, ended } = start(process.execPath, [installed, 'monitor', '--interval', '200ms', '--json'])
    await new Promise<void>((told) => child.stderr?.once('data', () => told()))
    child.kill('SIGINT')
    const { code, output } = await ended
    const { data, interrupted, exitCode }: Result = JSON.parse(output)
    expect([code, exitCode, interrupted]).toEqual([130, 130, true])
    expect(data.ticks).toBeGreaterThan(0)
  })
})

describe('a recording', () => {
  test('can be made, and is a sample file', async () => {
    const file = join(folder, 'made.jsonl')
    await monitor('--interval', '200ms', '--duration', '1s', '--record', file, '-q')
    const parsed = parseSampleFile(readFileSync(file, 'utf8'))
    expect(parsed).toMatchObject({ ok: true, value: { intervalSeconds: 0.2, torn: false } })
    expect(parsed.ok && parsed.value.samples.length).toBeGreaterThan(1)
    expect(parsed.ok && parsed.value.machine?.cores).toBeGreaterThan(0)
  })

  test('is replayed with its alerts, by its own time, and told to whoever asked', async () => {
    const told = join(folder, 'told')
    const { output, code, errors } = await monitor(
      ...[
        '--replay',
        busyRecording(),
        '--speed',
        'max',
        '--notify-exec',
        `cat >> ${told}`,
        '--notify-webhook',
        `${url}/hook`,
        '--json',
      ],
    )
    const { data, findings }: Result = JSON.parse(output)
    expect(data).toMatchObject({ ticks: 600, fromEpochMs: 1_800_000_000_000, toEpochMs: 1_800_000_599_000 })
    expect(data.changes.map(({ series, state }) => [series, state])).toEqual([
      ['cpu.usage', 'firing'],
      ['cpu.usage', 'resolved'],
    ])
    expect(findings).toMatchObject([
      { instance: 'cpu.usage', because: expect.stringContaining('It is not so any more.') },
    ])
    expect(code).toBe(findings[0]?.status === 'fail' ? 1 : 0)
    expect(errors).toMatch(/resolved/)
    const notices = readFileSync(told, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(notices.map(({ alert }) => alert.state)).toEqual(['firing', 'resolved'])
    expect(asked.map((body) => JSON.parse(body))).toEqual(notices)
    expect(data.notices).toEqual([
      { to: '--notify-exec', sent: 2, failed: 0, dropped: 0, lastProblem: null },
      { to: url, sent: 2, failed: 0, dropped: 0, lastProblem: null },
    ])
  })

  test('with a rule that is silenced tells nobody of it', async () => {
    const rules: Result = JSON.parse(
      (await monitor('--replay', busyRecording(), '--speed', 'max', '--json')).output,
    )
    const rule = rules.data.changes[0]?.rule ?? ''
    const { output } = await monitor(
      '--replay',
      busyRecording(),
      '--speed',
      'max',
      '--silence',
      `${rule}=1h`,
      '--json',
    )
    const { findings }: Result = JSON.parse(output)
    expect(findings).toEqual([])
  })
})

describe('what cannot be', () => {
  test.each([
    [['--replay', 'x.jsonl', '--host', 'a@b'], 'Only one of --replay, --host can be given'],
    [['--replay', 'x.jsonl', '--duration', '1s'], 'Only one of --replay, --duration can be given'],
    [['--host', 'a@b', '--pid', '1'], 'Only one of --host, --pid can be given'],
    [['--speed', '2'], 'Without --replay there is no use for --speed.'],
    [['--host', 'a@b', '--via', 'sh'], 'Only one of --host, --via can be given'],
    [['--token', 'abc'], 'Without --serve there is no use for --token.'],
    [['--serve', 'nowhere'], '--serve'],
    [['--url', 'http://127.0.0.1:1/?a=1', '--url', 'http://127.0.0.1:1/?a=2'], 'is watched twice'],
    [['--record', 'x', '--record-size', '1GiB'], 'too large for a part'],
    [['--silence', 'cpuu=2h', '--duration', '1s'], 'rule that there is not'],
    [['--replay', '/nowhere/x.jsonl'], 'is not there'],
    [['--serve', '0.0.0.0:0', '--duration', '1s'], 'there is no token'],
  ])('%j is refused with a sentence and a hint', async (args, sentence) => {
    const { code, errors } = await monitor(...args)
    expect(code).toBe(2)
    expect(errors).toMatch(/^error: .*\nhint: .*\n$/s)
    expect(errors).toContain(sentence)
  })
})

describe('the terminal', () => {
  const esc = String.fromCharCode(27)

  test('shows it in 80x24, quits at q, and is given back as it was', async () => {
    const command = `stty cols 80 rows 24; stty -a | grep -o -- '-\\?icanon'; ${process.execPath} ${installed} monitor --interval 200ms; stty -a | grep -o -- '-\\?icanon\\|-\\?echo '`
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8', TERM: 'xterm' },
    })
    let output = ''
    let isQuit = false
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      output += piece
      if (isQuit || !output.includes('q quit')) return
      isQuit = true
      child.stdin.write('q')
    })
    await new Promise((done) => child.once('close', done))
    expect(output).toContain('lewis-perf monitor')
    expect(output).toMatch(/s sort {2}p pause {2}\/ filter {2}q quit/)
    expect(output).toContain('Watched for')
    // The cursor is shown again after it was hidden, and the modes are those from before.
    expect(output.lastIndexOf(`${esc}[?25h`)).toBeGreaterThan(output.lastIndexOf(`${esc}[?25l`))
    expect(output.match(/-?icanon/g)).toEqual(['icanon', 'icanon'])
    expect(output.match(/-?echo(?= )/g)?.at(-1)).toBe('echo')
    const drawn = output.split(new RegExp(`${esc}\\[[\\d;?]*[A-Za-z]|[\\r\\n]`))
    for (const line of drawn) expect(line.length).toBeLessThanOrEqual(80)
  })
})
