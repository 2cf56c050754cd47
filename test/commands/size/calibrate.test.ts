import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run as runIn } from '../../cli/run-main.ts'
import { rootedFiles } from '../../worlds.ts'
import { known, recording } from './recordings.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-calibrate-'))
  file('week.jsonl', recording())
  file(
    'two.jsonl',
    recording({
      more: () => ({
        'process.cpu{name=node:7}': 1,
        'process.memory{name=node:7}': 1e9,
        'disk.free{mount=/}': 1e9,
      }),
    }),
  )
  file('short.jsonl', recording({ seconds: 20 }))
})
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const run = (...args: string[]) => runIn(args, { files: rootedFiles('/'), directory: folder })
const calibrate = (...args: string[]) => run('size', 'calibrate', ...args)
const both = ['--per', 'scans=lewis_scans_total:rate', '--per', 'users=app.connections']
const data = async (...args: string[]) => JSON.parse((await calibrate(...args, '--json')).output).data

describe('size calibrate', () => {
  test('recovers all unit costs of a recording', async () => {
    const { unitCosts } = await data('--samples', 'week.jsonl', ...both)
    for (const [key, value] of Object.entries(known))
      expect(Math.abs(unitCosts[key].value / value - 1), key).toBeLessThan(0.02)
  })

  test('prints the costs with their intervals, what they were tried on, and the part of a profile', async () => {
    const { output, exitCode } = await calibrate('--samples', 'week.jsonl', ...both)
    expect(exitCode).toBe(0)
    expect(output).toContain('Unit costs (95 % intervals)')
    expect(output).toContain('Tried on what was held out')
    expect(output).toMatch(/^cpuSecondsPerScan: +[34]\.\d+$/m)
    for (const line of output.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('writes a profile that size plans with, and keeps what is there', async () => {
    const { exitCode, output } = await calibrate(
      '--samples',
      'week.jsonl',
      ...both,
      '--write',
      join(folder, 'my.yaml'),
    )
    expect([exitCode, output]).toEqual([0, expect.not.stringContaining('below unitCosts')])
    const text = readFileSync(join(folder, 'my.yaml'), 'utf8')
    expect(text).toContain('with 95 % intervals')
    const size = await run(
      ...[
        'size',
        '--profile',
        'my.yaml',
        '--scans-per-hour',
        '3600',
        '--users',
        '100',
        '--retention-days',
        '10',
      ],
      ...['--model', 'demand', '--json'],
    )
    const { need } = JSON.parse(size.output).data
    expect(need.cpuCores.value * 0.7).toBeCloseTo(4, 1)
    expect((need.memoryBytes.value * 0.8) / (2 ** 30 + 100 * 2 ** 20)).toBeCloseTo(1, 1)
    const again = await calibrate('--samples', 'week.jsonl', ...both, '--write', join(folder, 'my.yaml'))
    expect(again.exitCode).toBe(2)
    expect(again.errors).toContain('is there already')
    const forced = await calibrate(
      '--samples',
      'week.jsonl',
      ...both,
      '--write',
      join(folder, 'my.yaml'),
      '--force',
    )
    expect(forced.exitCode).toBe(0)
  })

  test('prints the profile alone with --write -', async () => {
    const { output } = await calibrate('--samples', 'week.jsonl', ...both, '--write', '-')
    expect(output).toMatch(/^# Unit costs measured/)
    expect(output).toMatch(/^ {2}cpuSecondsPerScan: [34]\.\d+$/m)
    expect(output).not.toContain('Unit costs (95 %')
  })

  test('writes nothing where nothing can be fitted', async () => {
    const { exitCode } = await calibrate(
      '--samples',
      'week.jsonl',
      '--per',
      'scans=cpu.usage',
      '--cpu',
      'cpu.usage',
      '--write',
      join(folder, 'none.yaml'),
      '--window',
      '290s',
    )
    expect([exitCode, existsSync(join(folder, 'none.yaml'))]).toEqual([2, false])
  })

  test('reads scans an hour, counters, and CSV', async () => {
    const hourly = await data('--samples', 'week.jsonl', '--per', 'scans=scan.per-hour')
    expect(hourly.unitCosts.cpuSecondsPerScan.value).toBeCloseTo(4, 1)
    expect(hourly.unitCosts.memoryPerUserBytes).toBeUndefined()
    // It begins anew in the middle.
    const count = (second: number): number => 1.5 * second + (second * second) / 300
    const rows = Array.from({ length: 300 }, (_, second) => {
      const scans = count(second) - (second < 155 ? 0 : count(155))
      return [
        `${second * 1000},scans_total,${scans}`,
        `${second * 1000},cpu,${0.1 + 2 * (1.5 + second / 150)}`,
      ]
    })
    const csv = file('counted.csv', `at,name,value\n${rows.flat().join('\n')}\n`)
    const counted = await data('--samples', csv, '--per', 'scans=scans_total', '--cpu', 'cpu')
    expect(counted.unitCosts.cpuSecondsPerScan.value).toBeCloseTo(2, 6)
    expect(counted.fits[0].points).toBe(29)
  })

  test('takes the process that is meant, or the machine', async () => {
    const chosen = await data('--samples', 'two.jsonl', ...both, '--of', 'lewis')
    expect(chosen.unitCosts.storagePerDayBytes).toBeUndefined()
    expect(chosen.fits[0].what).toContain('process.cpu{name=lewis}')
    const machine = await data(
      '--samples',
      'two.jsonl',
      '--per',
      'scans=lewis_scans_total:rate',
      '--cpu',
      'cpu.usage',
      '--memory',
      'process.memory{name=lewis}',
    )
    expect(machine.unitCosts.cpuSecondsPerScan.value).toBeCloseTo(4, 1)
    const { output } = await calibrate(
      '--samples',
      'two.jsonl',
      ...both,
      '--of',
      'lewis',
      '--disk',
      'disk.free{mount=/data}',
      '--json',
    )
    expect(JSON.parse(output).data.unitCosts.storagePerDayBytes.value).toBeCloseTo(864e6, -5)
  })

  test('leaves out stretches without a figure, and says so', async () => {
    const holes = recording({
      more: (second) => (second % 100 < 40 && second % 10 < 6 ? { 'app.connections': null } : {}),
    })
    const { output } = await calibrate('--samples', file('holes.jsonl', holes), ...both, '--json')
    const { warnings, data: found } = JSON.parse(output)
    expect(warnings.join()).toContain('24 windows of 10 s were left out')
    expect(found.fits[0].points).toBe(36)
    expect(found.unitCosts.cpuSecondsPerScan.value).toBeCloseTo(4, 0)
  })

  const week = ['--samples', 'week.jsonl']
  const scans = ['--per', 'scans=lewis_scans_total:rate']
  test.each<[string[], string]>([
    [[], 'size calibrate needs samples, got no --samples.'],
    [week, 'got no --per'],
    [[...week, ...scans, ...scans], '--per scans was given twice'],
    [['--samples', 'week.jsonl', 'week.jsonl', ...scans], 'would count twice'],
    [[...week, '--per', 'scan=x'], '--per is for neither scans nor users'],
    [[...week, '--per', 'scans'], '--per names no metric'],
    [[...week, ...scans, '--force'], '--force says nothing without --write FILE'],
    [[...week, ...scans, '--write', 'my'], 'needs a .yaml ending, got my'],
    [[...week, '--per', 'scans=scan.per-huor'], 'has no series scan.per-huor, which --per scans names'],
    [[...week, ...scans, '--disk', 'disk.free{mount=/x}'], 'which --disk names'],
    [[...week, ...scans, '--of', 'nginx'], 'watched no process nginx'],
    [['--samples', 'two.jsonl', ...scans], 'watched several processes'],
    [['--samples', 'short.jsonl', ...scans], 'short.jsonl is 19 s long, and a point is made from 10 s'],
    [[...week, ...scans, '--window', '1s'], 'holds fewer than two samples'],
    [['--samples', 'absent.jsonl', ...scans], 'there is no such file'],
  ])('%j is refused', async (args, sentence) => {
    const { exitCode, errors } = await calibrate(...args)
    expect(errors.replaceAll('\n', ' ')).toContain(sentence)
    expect(exitCode).toBe(2)
  })

  test('a share of cores that are not known is refused', async () => {
    const { errors } = await calibrate(
      '--samples',
      file('coreless.jsonl', recording({ cores: null })),
      ...scans,
      '--cpu',
      'cpu.usage',
    )
    expect(errors).toContain('does not say how many there are')
  })

  test('what is no recording and no watched load test is refused', async () => {
    const { output } = await run(
      'size',
      '--scans-per-hour',
      '1',
      '--users',
      '1',
      '--retention-days',
      '1',
      '--json',
    )
    const { errors } = await calibrate('--samples', file('size.json', output), ...scans)
    expect(errors).toContain('holds a result of size in which nothing was watched')
  })
})
