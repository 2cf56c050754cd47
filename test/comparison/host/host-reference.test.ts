import { expect, test } from 'vitest'
import { hostReferenceOf, tooNoisyToRecord } from '../../../src/comparison/index.ts'
import { machine, measurement } from './boxes.ts'

test('a reference holds four digits of each figure that was measured, and the box', () => {
  const measured = measurement({ spawn: [], memoryLatency: [95.312e-9, 95.318e-9, 96e-9] })
  const reference = hostReferenceOf(measured, { ...machine, memoryBytes: 8e9 }, '2027-03-31')
  expect(reference).toMatchObject({
    recorded: '2027-03-31',
    machine: {
      id: '0123456789abcdef',
      cpuModel: 'Fast CPU',
      cores: 4,
      memoryBytes: 7629 * 2 ** 20,
      kernel: '6.1.0',
      node: '20.19.0',
      disk: 'ext4 on /dev/vda',
    },
    figures: { memoryLatency: { median: 95.32e-9, low: 95.31e-9, high: 96e-9 } },
  })
  expect(reference.figures.spawn).toBeUndefined()
})

test('figures whose rounds vary by more than the margin are named', () => {
  const measured = measurement({ cpuHash: [80, 100, 100, 100, 101], diskSyncP99: [60, 100, 100, 100, 150] })
  expect(tooNoisyToRecord(hostReferenceOf(measured, machine, '2027-03-31'))).toEqual(['SHA-256, one core'])
})
