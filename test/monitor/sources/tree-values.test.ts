import { describe, expect, test } from 'vitest'
import { treeValues } from '../../../src/monitor/sources/process/index.ts'
import type { ProcessUse } from '../../../src/probes/index.ts'

function use(pid: number, bytes: number | null, startTicks = pid): ProcessUse {
  return {
    pid,
    parentPid: 1,
    startTicks,
    ownTicks: 0,
    waitedTicks: 0,
    residentBytes: 1000,
    readBytes: bytes,
    writtenBytes: bytes === null ? null : bytes * 2,
  }
}

function between(
  before: readonly ProcessUse[],
  now: readonly ProcessUse[],
  ticks: readonly [number, number] = [0, 100],
) {
  return treeValues(
    'web',
    { atSeconds: 10, uses: before, totalTicks: ticks[0] },
    { atSeconds: 14, uses: now, totalTicks: ticks[1] },
  )
}

describe('a tree of processes', () => {
  test('tells what all of them used together', () => {
    expect(between([use(1, 100), use(2, 50)], [use(1, 500), use(2, 50)])).toEqual({
      'process.cpu{name=web}': 0.25,
      'process.memory{name=web}': 2000,
      'process.read{name=web}': 100,
      'process.written{name=web}': 200,
      'process.count{name=web}': 2,
    })
  })

  test.each<[string, ProcessUse[], ProcessUse[], number | null]>([
    ['counts a child from its beginning', [use(1, 100)], [use(1, 100), use(2, 80)], 20],
    ['loses nothing of the others when one ends', [use(1, 100), use(2, 1e9)], [use(1, 500)], 100],
    ['tells a process from one that had its number', [use(1, 1e9)], [use(1, 40, 99)], 10],
    ['takes bytes that were taken off for none', [use(1, 100)], [use(1, 60)], 0],
    ['does not know what it may not see', [use(1, 100)], [use(1, 200), use(2, null)], null],
  ])('%s', (_, before, now, read) => {
    expect(between(before, now)['process.read{name=web}']).toBe(read)
  })

  test('tells no rate at its first look', () => {
    expect(treeValues('web', null, { atSeconds: 10, uses: [use(1, 5)], totalTicks: 9 })).toMatchObject({
      'process.cpu{name=web}': null,
      'process.read{name=web}': null,
      'process.count{name=web}': 1,
    })
  })
})
