import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Envelope } from '../../src/core/index.ts'
import type { LoadtestData } from '../../src/traffic/index.ts'
import { type GroundTruth, startGroundTruth } from '../servers/ground-truth/index.ts'
import { lewisPerf } from './installed.ts'

type Result = Envelope<LoadtestData>

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-baseline-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const loadtest = (...args: string[]) => lewisPerf(['loadtest', ...args], { cwd: folder })
const load = ['--users', '4', '--duration', '11s']

describe('loadtest --baseline', () => {
  let fast: GroundTruth
  let slow: GroundTruth
  beforeAll(async () => {
    ;[fast, slow] = await Promise.all([
      startGroundTruth({ kind: 'constant', ms: 20 }),
      startGroundTruth({ kind: 'constant', ms: 200 }),
    ])
    await loadtest(fast.url, ...load, '-q', '-o', 'fast.json')
  }, 60_000)
  afterAll(() => Promise.all([fast.stop(), slow.stop()]))

  test('calls a target that takes ten times as long worse, in findings and JUnit', async () => {
    const { code, output } = await loadtest(
      ...[slow.url, ...load, '--baseline', 'fast.json', '--json', '-o', 'junit=slow.xml'],
    )
    const { data, findings, headline }: Result = JSON.parse(output)
    expect(code).toBe(1)
    const [p50] = data.comparisons ?? []
    expect(p50).toMatchObject({ name: 'p50', verdict: 'regression' })
    expect(p50?.estimate).toBeGreaterThan(3)
    expect(headline).toContain('Worse than fast.json: ')
    expect(findings.find(({ id }) => id === 'baseline-p50')).toMatchObject({ status: 'fail' })
    expect(readFileSync(join(folder, 'slow.xml'), 'utf8')).toContain('baseline-p50')
  })

  test('does not call the same target worse, and fits 80 columns', async () => {
    const { code, output } = await loadtest(
      fast.url,
      ...load,
      '--baseline',
      'fast.json',
      '--tolerance',
      '60%',
      '--detect',
      '90%',
    )
    expect([0, 3, 4]).toContain(code)
    expect(output).toContain('Against fast.json')
    for (const line of output.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test.each<[what: string, change: (result: Result) => unknown, more: string[], says: string]>([
    [
      'of another machine',
      ({ machine }) => Object.assign(machine ?? {}, { cpuModel: 'Another', cores: 96 }),
      [],
      'was measured on another machine: CPU model: "Another" then',
    ],
    [
      'of more users',
      ({ data }) => Object.assign(data.run?.model ?? {}, { users: 9 }),
      [],
      'Users: 9 then, 4 now',
    ],
    ['of an open load', () => {}, ['--rate', '10/s'], 'Model: closed then, open now'],
    ['that is too short', ({ data }) => data.run?.timeline.splice(3), [], 'is too short'],
    [
      'of other requests',
      ({ data }) => data.run?.accounts.map((account) => Object.assign(account, { request: 'GET /a' })),
      [],
      'Requests: GET /a then',
    ],
  ])('refuses a run %s before anything is sent', async (_, change, more, says) => {
    const saved: Result = JSON.parse(readFileSync(join(folder, 'fast.json'), 'utf8'))
    change(saved)
    writeFileSync(join(folder, 'changed.json'), JSON.stringify(saved))
    await fast.log()
    const { code, errors } = await loadtest(
      fast.url,
      ...(more.length > 0 ? more : load),
      '--baseline',
      'changed.json',
    )
    expect([code, errors]).toEqual([2, expect.stringContaining(says)])
    expect((await fast.log()).arrivedMs).toEqual([])
  })

  test('compares with another machine where that is allowed, and fails for nothing then', async () => {
    const saved: Result = JSON.parse(readFileSync(join(folder, 'fast.json'), 'utf8'))
    Object.assign(saved.machine ?? {}, { cpuModel: 'Another' })
    writeFileSync(join(folder, 'other.json'), JSON.stringify(saved))
    const { code, output } = await loadtest(
      slow.url,
      ...load,
      '--baseline',
      'other.json',
      '--allow-cross-machine',
      '--json',
    )
    const { data, warnings }: Result = JSON.parse(output)
    expect(code).toBe(0)
    expect(data.comparisons?.[0]?.verdict).toBe('regression')
    expect(data.baseline?.advisory).toBe(true)
    expect(warnings.join('\n')).toContain('Advisory only')
  })

  test.each([
    [['--tolerance', '3%'], '--tolerance is about a comparison, and there is none'],
    [
      ['--baseline', 'fast.json', '--tolerance', '20%', '--detect', '10%'],
      'needs 0 <= tolerance < detect < 1',
    ],
    [['--baseline', 'absent.json'], 'there is no such file'],
    [['--baseline', 'fast.json', '--find-max', '--slo', 'p50<1s'], 'contradict each other'],
  ])('refuses %j', async (args, says) => {
    const { code, errors } = await loadtest(fast.url, ...args)
    expect([code, errors]).toEqual([2, expect.stringContaining(says)])
  })
})
