import { type FigureId, type HostMeasurement, hostFigures } from '../../../src/comparison/index.ts'
import type { Machine } from '../../../src/core/index.ts'

/** A box of four cores, as it sees itself. */
export const machine: Machine = {
  id: '0123456789abcdef',
  cpuModel: 'Fast CPU',
  cores: 4,
  effectiveCores: 4,
  memoryBytes: 8 * 2 ** 30,
  kernel: '6.1.0',
  node: '20.19.0',
  v8: '11.3',
}

/** A quiet box where every figure is 100 in each of five rounds, but for those that are given. */
export function measurement(
  samples: Partial<Record<FigureId, number[]>> = {},
  changes: Partial<HostMeasurement> = {},
): HostMeasurement {
  return {
    figures: hostFigures.map(({ id }) => ({ id, samples: samples[id] ?? steady, missing: null })),
    rounds: 5,
    disk: {
      directory: '/data',
      filesystem: 'ext4',
      device: '/dev/vda',
      mountPoint: '/',
      fileBytes: 2 ** 28,
      availableBytes: 2 ** 36,
    },
    memory: { bufferBytes: 2 ** 28, lastLevelCacheBytes: 2 ** 25 },
    threads: 4,
    stealRatio: 0,
    loadPerCore: 0.05,
    isPartial: false,
    ...changes,
  }
}

/** Five rounds of a quiet box. */
export const steady = [99, 100, 100, 100, 101]
