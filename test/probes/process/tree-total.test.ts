import { describe, expect, test } from 'vitest'
import type { ProcessUse } from '../../../src/probes/process/process-tree.ts'
import { treeTotal } from '../../../src/probes/process/tree-total.ts'

function use(
  pid: number,
  parentPid: number,
  ownTicks: number,
  waitedTicks = 0,
  startTicks = pid,
): ProcessUse {
  return {
    pid,
    parentPid,
    startTicks,
    ownTicks,
    waitedTicks,
    residentBytes: 0,
    readBytes: 0,
    writtenBytes: 0,
  }
}

describe('the CPU time of a tree of processes', () => {
  test.each<[string, ProcessUse[], ProcessUse[], number]>([
    ['grows with a process', [use(1, 0, 5)], [use(1, 0, 9)], 9],
    ['counts a child that came', [use(1, 0, 5)], [use(1, 0, 5), use(2, 1, 3)], 8],
    ['counts a child that its parent waited for once', [use(1, 0, 5), use(2, 1, 30)], [use(1, 0, 6, 34)], 40],
    ['keeps that of a child that nobody waited for', [use(1, 0, 5), use(2, 1, 30)], [use(1, 0, 6)], 36],
    [
      'counts a grandchild once that came up with its parent',
      [use(1, 0, 5), use(2, 1, 10), use(3, 2, 20)],
      [use(1, 0, 5, 32)],
      37,
    ],
    [
      'tells a process from another with its number',
      [use(1, 0, 5), use(2, 1, 30)],
      [use(1, 0, 5, 30), use(2, 1, 1, 0, 99)],
      36,
    ],
  ])('%s', (_, before, after, expected) => {
    const total = treeTotal()
    total.add(before)
    expect(total.add(after)).toBe(expected)
  })
})
