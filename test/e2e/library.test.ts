import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const load = (): Promise<typeof import('../../src/index.ts')> =>
  import(new URL('../../dist/index.js', import.meta.url).href)

test('the built library answers as the guide does, and refuses what cannot be', async () => {
  const { guideRequirements, OperatorError } = await load()
  const workload = { scansPerHour: 100, concurrentUsers: 20, dataRetentionDays: 365 }
  expect(guideRequirements(workload)).toEqual({
    cpuCores: 22,
    memoryGb: 44,
    storageGb: 18_300,
    networkMbps: 100,
  })
  expect(guideRequirements({ ...workload, networkIntensive: true }).networkMbps).toBe(200)
  expect(() => guideRequirements({ ...workload, scansPerHour: Number.NaN })).toThrow(OperatorError)
})

test('every name of the door is there at run time', async () => {
  const { formats, parseDuration, parseSlo, redundantFleet, size } = await load()
  for (const name of [parseDuration, parseSlo, redundantFleet, size]) expect(name).toBeTypeOf('function')
  expect(formats.map(({ name }) => name)).toEqual([
    'table',
    'json',
    'markdown',
    'csv',
    'junit',
    'github',
    'html',
    'svg',
  ])
})

test('the licences of the bundled packages travel with them', () => {
  const notices = readFileSync('dist/THIRD-PARTY-NOTICES.txt', 'utf8')
  for (const name of ['commander', 'cli-table3', 'chalk', 'yaml', 'zod', 'ora'])
    expect(notices).toContain(`== ${name} `)
})

test('the built library collects metrics and measures functions', async () => {
  const { createCollector, OperatorError, profileFunction } = await load()
  const collector = createCollector({ nowSeconds: () => 10 })
  const double = profileFunction(collector, 'double', (value: number) => value * 2)
  expect(double(21)).toBe(42)
  expect(collector.stats('double.calls')).toEqual({ count: 1, min: 1, max: 1, avg: 1, sum: 1 })
  expect(() => collector.record('', 1)).toThrow(OperatorError)
})
