import { suite } from 'lewis-perf/bench'
import { seededRandom } from '../../../src/core/index.ts'
import { hodgesLehmann, mannWhitneyU, medianInterval, signedRank } from '../../../src/metrics/index.ts'

// What a gate computes at every look.

suite('statistics', ({ bench }) => {
  const random = seededRandom(1)
  const differences = Array.from({ length: 60 }, () => random.normal())
  const samples = Array.from({ length: 500 }, () => random.normal())

  bench('signed-rank test of 60 pairs', () => signedRank(differences))
  bench('Hodges-Lehmann of 60 pairs', () => hodgesLehmann(differences))
  bench('median interval of 500', () => medianInterval(samples))
  bench('Mann-Whitney of 2 x 30, exact', () => mannWhitneyU(differences.slice(0, 30), differences.slice(30)))
})
