import { describe, expect, test } from 'vitest'
import {
  type HostMeasurement,
  hostFigures,
  hostReferenceOf,
  presentHost,
} from '../../../src/comparison/index.ts'
import type { HostReference, Machine } from '../../../src/core/index.ts'
import { screenOf } from '../../report/screen-of.ts'
import { machine, measurement, steady } from './boxes.ts'

const good = hostReferenceOf(measurement(), machine, '2027-03-31')
const against = (
  measured: HostMeasurement,
  changes: { reference?: HostReference | null; machine?: Partial<Machine> } = {},
) =>
  presentHost(
    measured,
    { ...machine, ...changes.machine },
    {
      profile: 'good-box',
      reference: changes.reference === undefined ? good : changes.reference,
    },
  )
const slower = steady.map((value) => value / 2.5)

describe('one sentence answers whether the box is what it was sold as:', () => {
  test.each([
    ['it is', against(measurement()), 'This box is what good-box says it is, in all 20 figures.'],
    [
      'a slow disk',
      against(measurement({ diskWrite: slower })),
      'This box is not what good-box says: 1 of 20 figures is far off, Disk write, sequential at 0.4 times the reference.',
    ],
    [
      'fewer cores',
      against(measurement(), { machine: { effectiveCores: 2 } }),
      'This box is not what good-box says: 2 cores here, 4 cores in the reference.',
    ],
    [
      'a little short',
      against(measurement({ cpuHash: steady.map((value) => value * 0.85) })),
      'This box falls short of good-box in 1 of 20 figures, SHA-256, one core at 0.85 times the reference.',
    ],
    [
      'it cannot be told',
      against(measurement({ spawn: [40, 60, 100, 150, 300] })),
      'No shortfall against good-box was found, but 1 of 20 figures cannot be told.',
    ],
    [
      'no reference',
      against(measurement(), { reference: null }),
      '20 figures were measured; whether this box is what it was sold as takes a reference.',
    ],
  ])('%s', (_, { headline }, sentence) => expect(headline).toBe(sentence))
})

describe('the exit code', () => {
  test('is that of the findings where all could be judged', () => {
    expect(against(measurement({ diskWrite: slower })).exitCode).toBeUndefined()
  })
  test('is 4 where a figure is too noisy', () => {
    expect(against(measurement({ spawn: [40, 60, 100, 150, 300] })).exitCode).toBe(4)
  })
  test('is 3 where a figure of the reference was not measured', () => {
    expect(against(measurement({ diskRead: [] })).exitCode).toBe(3)
  })
})

describe('findings', () => {
  test('one for each figure that the reference has, and for cores and memory', () => {
    const few: HostReference = { figures: { cpuInteger: { median: 100 } } }
    expect(against(measurement(), { reference: few }).findings.map(({ id }) => id)).toEqual(['host.figure'])
    expect(against(measurement()).findings).toHaveLength(22)
  })
  test('a shortfall comes with its numbers, its margin and what to do', () => {
    const { findings } = against(measurement({ diskWrite: slower }))
    expect(findings.find(({ status }) => status === 'fail')).toMatchObject({
      id: 'host.figure',
      instance: 'diskWrite',
      because: '0.4 times the reference; it fails below 0.5 times, and the rounds vary by 1.4 %',
      evidence: { measured: { value: 40 }, reference: { value: 100 }, ratio: { value: 0.4 } },
      advice: [{ text: expect.stringContaining('burst credits') }],
    })
  })
  test('without a reference there is one hint how to record it, as information', () => {
    const { findings, exitCode } = against(measurement(), { reference: null })
    expect(findings).toMatchObject([
      { status: 'info', advice: [{ command: expect.stringContaining('--write-reference') }] },
    ])
    expect(exitCode).toBeUndefined()
  })
  test('many noisy figures are one line on the screen, and each is in the data', async () => {
    const wild = [40, 60, 100, 150, 300]
    const outcome = against(measurement({ spawn: wild, timerP99: wild, diskWrite: slower }))
    const unknown = outcome.findings.filter(({ status }) => status === 'unknown')
    expect(unknown.map(({ id, instance, detail }) => [id, instance, detail])).toEqual([
      ['host.noise', undefined, undefined],
      ['host.figure', 'timerP99', true],
      ['host.figure', 'spawn', true],
    ])
    expect((await screenOf(outcome)).filter((line) => line.startsWith('unknown:'))).toEqual([
      'unknown: 2 figures cannot be told from chance',
    ])
  })
  test('memory within 5 % is as much', () => {
    const box = { memoryBytes: 7.7 * 2 ** 30 }
    expect(against(measurement(), { machine: box }).findings.every(({ status }) => status === 'pass')).toBe(
      true,
    )
  })
})

describe('doubts', () => {
  const disk = (filesystem: string | null) =>
    measurement({}, { disk: { ...measurement().disk, directory: '/data', filesystem } })
  test.each([
    ['a folder in memory', disk('tmpfs'), 'that is memory, not a disk'],
    ['a folder on a network', disk('nfs4'), 'those of a network and another machine'],
    ['the layer of a container', disk('overlay'), 'the layer of a container'],
    ['unknown mounts', disk(null), 'cannot be told'],
    ['steal', measurement({}, { stealRatio: 0.08 }), 'gave 8 % of the CPU time to others'],
    ['a busy box', measurement({}, { loadPerCore: 1.5 }), 'load 1.5 a core'],
    [
      'a small buffer',
      measurement({}, { memory: { bufferBytes: 2 ** 25, lastLevelCacheBytes: 2 ** 25 } }),
      'part of it was in the cache',
    ],
  ])('%s', (_, measured, words) => {
    expect(against(measured).warnings.join('\n')).toContain(words)
  })
  test('memory in place of a disk passes as no disk', () => {
    const { findings, exitCode } = against(disk('tmpfs'))
    expect(findings.find(({ instance }) => instance === 'diskSyncP50')).toMatchObject({
      status: 'unknown',
      because: 'it was measured in /data, which is tmpfs: memory, not a disk',
    })
    expect(exitCode).toBe(4)
  })
  test('none for a quiet box on a disk', () => expect(against(measurement()).warnings).toEqual([]))
  test('another Node and another CPU than in the reference', () => {
    const { warnings } = against(measurement(), { machine: { node: '24.1.0', cpuModel: 'Slow CPU' } })
    expect(warnings).toEqual([
      'The reference was measured with Node 20.19.0, this box with 24.1.0: the integer, float and loopback figures depend on it. Use the same Node for both.',
      'The reference was measured on another CPU: "Fast CPU", this one is "Slow CPU".',
    ])
  })
  test('a figure that nobody asked for and that failed', () => {
    const measured = measurement({ diskRead: [] })
    for (const figure of measured.figures) if (figure.id === 'diskRead') figure.missing = 'No O_DIRECT.'
    expect(against(measured, { reference: null }).warnings).toEqual(['No O_DIRECT.'])
    expect(against(measured).warnings).toEqual([])
  })
})

test('the data has a case for each figure in base units, and no comparisons', () => {
  const { data } = against(measurement({ diskRead: [] }))
  expect(data.cases).toHaveLength(hostFigures.length - 1)
  expect(data.cases[0]).toEqual({
    name: 'cpuInteger',
    unit: 'per-second',
    median: 100,
    low: 99,
    high: 101,
    mad: 0,
    samples: 5,
  })
  expect(data.comparisons).toEqual([])
  expect(data.reference).toEqual({ profile: 'good-box', recorded: '2027-03-31' })
})

test.each([
  ['with a reference', good],
  ['without', null],
])('a screen of 80 columns holds the widest numbers in one row, %s', async (_, reference) => {
  const spread = [1, 1.2, 1.3, 1.4, 1.5]
  const widest = { 'per-second': 11_234, 'bytes-per-second': 1034e6, seconds: 123.4e-6 }
  const samples = Object.fromEntries(
    hostFigures.map(({ id, unit }) => [id, spread.map((one) => one * widest[unit])]),
  )
  const lines = await screenOf(against(measurement(samples), { reference }))
  expect(lines.filter((line) => line.length > 80)).toEqual([])
  expect(lines.find((line) => line.startsWith('Figure'))).toMatch(/^Figure +Measured +Spread/)
})
