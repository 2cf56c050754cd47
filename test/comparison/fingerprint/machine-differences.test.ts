import { describe, expect, test } from 'vitest'
import { machineDifferences } from '../../../src/comparison/index.ts'
import type { Machine } from '../../../src/core/index.ts'

const machine: Machine = {
  id: 'build-1',
  cpuModel: 'AMD EPYC 7763',
  cores: 4,
  effectiveCores: 2,
  memoryBytes: 8 * 2 ** 30,
  kernel: '6.8.0-45-generic',
  node: 'v22.11.0',
  v8: '12.4.254.21',
}

const sentences = (then: Partial<Machine>, now: Partial<Machine>) =>
  machineDifferences({ ...machine, ...then }, { ...machine, ...now }).map(({ sentence }) => sentence)

describe('two machines', () => {
  test('that say the same differ in nothing', () => {
    const whole = { governor: 'performance', quotaCores: 2, nodeFlags: ['--expose-gc'], lockFileHash: 'ab12' }
    expect(sentences(whole, { ...whole, nodeFlags: ['--expose-gc'] })).toEqual([])
    expect(sentences({}, {})).toEqual([])
  })

  test.each([
    [{}, { cpuModel: 'Intel Xeon' }, 'CPU model: "AMD EPYC 7763" then, "Intel Xeon" now'],
    [{}, { cores: 8 }, 'Cores: 4 then, 8 now'],
    [{}, { effectiveCores: 1.5 }, 'Cores that may be used: 2 then, 1.5 now'],
    [
      { governor: 'powersave' },
      { governor: 'performance' },
      'CPU frequency governor: "powersave" then, "performance" now',
    ],
    [{ governor: 'powersave' }, {}, 'CPU frequency governor: "powersave" then, not stated now'],
    [{}, { quotaCores: 1 }, 'CPU quota: not stated then, 1 core now'],
    [{}, { memoryBytes: 16 * 2 ** 30 }, 'Memory: 8 GiB then, 16 GiB now'],
    [{}, { kernel: '6.9.1' }, 'Kernel: "6.8.0-45-generic" then, "6.9.1" now'],
    [{}, { node: 'v24.0.0' }, 'Node.js: "v22.11.0" then, "v24.0.0" now'],
    [{}, { v8: '13.6' }, 'V8: "12.4.254.21" then, "13.6" now'],
    [
      { nodeFlags: [] },
      { nodeFlags: ['--jitless', '-r', 'x'] },
      'Flags of Node.js: none then, "--jitless -r x" now',
    ],
    [{ nodeFlags: [] }, {}, 'Flags of Node.js: none then, not stated now'],
    [{ lockFileHash: 'ab' }, { lockFileHash: 'cd' }, 'Lock file: "ab" then, "cd" now'],
  ] as const)('differ: %o, %o', (then, now, sentence) => {
    expect(sentences(then, now)).toEqual([sentence])
  })

  test.each([
    [0.96, []],
    [1.04, []],
    [0.94, ['memoryBytes']],
    [1.07, ['memoryBytes']],
  ])('have the same memory where it is nearly so: %f of it', (share, fields) => {
    const other = { ...machine, memoryBytes: machine.memoryBytes * share }
    expect(machineDifferences(machine, other).map(({ field }) => field)).toEqual(fields)
  })

  test('of the same kind are told apart by their identity', () => {
    expect(sentences({}, { id: 'build-2' })).toEqual([
      'Another machine of the same kind: "build-1" then, "build-2" now',
    ])
  })

  test('of the same kind with another lock file say both, so that a caller may pick', () => {
    const now = { ...machine, id: 'build-2', lockFileHash: 'cd' }
    expect(machineDifferences({ ...machine, lockFileHash: 'ab' }, now).map(({ field }) => field)).toEqual([
      'id',
      'lockFileHash',
    ])
  })

  test('of another kind are not called of the same kind', () => {
    expect(
      machineDifferences(machine, { ...machine, id: 'build-2', cores: 8 }).map(({ field }) => field),
    ).toEqual(['cores'])
  })
})
