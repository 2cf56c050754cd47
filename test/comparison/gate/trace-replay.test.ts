import { describe, expect, test } from 'vitest'
import { balancedOrder } from '../../../src/comparison/index.ts'
import { seededRandom } from '../../../src/core/index.ts'
import { scenarios } from './scenarios.ts'
import { simulatedPairs } from './simulation.ts'
import { replayGates } from './trace-replay.ts'

describe('gates on a recorded stream of pairs', () => {
  const random = seededRandom(1)
  const stream = simulatedPairs({ scenario: scenarios.ci }, balancedOrder(1500, random), random)
  stream.measure(1500, () => true)
  const logRatios = [...(stream.logRatios[0] ?? [])]

  test('seldom call the same code slower', () => {
    const rates = replayGates({ logRatios, gates: 1000, seed: 2 })
    expect(rates).toMatchObject({ gates: 1000, found: 0 })
    expect(rates.falseAlarms).toBeLessThanOrEqual(0.013)
  })

  test('find a head that is 5 % slower', () => {
    expect(replayGates({ logRatios, gates: 1000, seed: 2, effect: Math.log(1.05) }).found).toBeGreaterThan(
      0.95,
    )
  })

  test('begin anywhere: a change in the middle of the stream is in some windows and not in others', () => {
    const changed = [...logRatios.slice(0, 750), ...logRatios.slice(750).map((logRatio) => logRatio + 0.1)]
    const { falseAlarms } = replayGates({ logRatios: changed, gates: 1000, seed: 2 })
    expect(falseAlarms).toBeGreaterThan(0.4)
    expect(falseAlarms).toBeLessThan(0.6)
  })

  test('are repeated by their seed', () => {
    const replay = () => replayGates({ logRatios: logRatios.slice(0, 300), gates: 200, seed: 3 })
    expect(replay()).toEqual(replay())
  })

  test('need a stream as long as a gate', () => {
    expect(() => replayGates({ logRatios: logRatios.slice(0, 59), gates: 1, seed: 1 })).toThrow(
      'A stream of 59 pairs is shorter than a gate of 60.',
    )
  })
})
