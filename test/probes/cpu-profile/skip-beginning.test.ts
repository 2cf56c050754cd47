import { describe, expect, it } from 'vitest'
import { skipBeginning } from '../../../src/probes/cpu-profile/skip-beginning.ts'

const file = {
  startTime: 1_000_000,
  endTime: 4_000_000,
  samples: [1, 2, 3, 4],
  timeDeltas: [400_000, 600_000, 500_000, 700_000],
  nodes: [],
}

describe('a .cpuprofile without its beginning', () => {
  it.each([
    [0, { startTime: 1_000_000, samples: [1, 2, 3, 4], timeDeltas: [400_000, 600_000, 500_000, 700_000] }],
    [1, { startTime: 2_000_000, samples: [2, 3, 4], timeDeltas: [0, 500_000, 700_000] }],
    [1.2, { startTime: 2_200_000, samples: [3, 4], timeDeltas: [300_000, 700_000] }],
  ])('begins %d s later', (seconds, expected) => {
    expect(skipBeginning(file, seconds)).toEqual({ ...file, ...expected })
  })

  it.each([
    ['no samples after it', file, 9],
    ['no samples', { ...file, samples: undefined }, 1],
    ['no deltas', { ...file, timeDeltas: undefined }, 1],
    ['no start', { ...file, startTime: undefined }, 1],
  ])('is whole where it has %s', (_, damaged, seconds) => {
    expect(skipBeginning(damaged, seconds)).toBe(damaged)
  })
})
