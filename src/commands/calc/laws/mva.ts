import { mva } from '../../../capacity/index.ts'
import { OperatorError, parseDuration, parseRange, type Range, valuesOf } from '../../../core/index.ts'
import { counted, formatQuantity } from '../../../report/index.ts'
import { value } from '../../command.ts'
import { lawCommand } from '../law.ts'
import { of, parseDurations } from '../quantities.ts'

export const command = lawCommand({
  name: 'mva',
  summary: 'users that think and wait at several stations: throughput, response, bottleneck',
  about: [
    'Demands are what one request takes of each station (loadtest --watch measures them). A range of users gives a curve.',
  ],
  equation: 'R(n) = sum of D (1 + Q(n - 1)), X = n / (Z + R)',
  source: 'Reiser and Lavenberg 1980',
  options: {
    demands: value('--demands <durations>', 'service demand of each station, as 5ms,40ms', parseDurations),
    think: value('--think <duration>', 'time between answer and next request (0s)', parseDuration),
    users: value('--users <n>', 'users; also a range as 1..200:10', parseRange),
  },
  needs: ['demands', 'users'],
  examples: [
    { command: 'lewis-perf calc mva --demands 5ms,40ms --think 1s --users 50', shows: 'what 50 users get' },
    {
      command: 'lewis-perf calc mva --demands 5ms,40ms --think 1s --users 1..100:5',
      shows: 'the curve, with its bounds',
    },
  ],
  answer({ demands: demandsSeconds = [], think: thinkSeconds = 0, users }) {
    const populations = populationsOf(users as Range)
    const points = populations.map((population) => ({
      population,
      ...mva({ demandsSeconds, thinkSeconds, population }),
    }))
    const last = points.at(-1)
    if (last === undefined) throw new Error('a range has a value')
    const bottleneck = demandsSeconds.indexOf(Math.max(...demandsSeconds)) + 1
    const [limit, saturation] = [last.maximumThroughput, last.saturationPopulation]
    const total = demandsSeconds.reduce((sum, demand) => sum + demand, 0)
    return {
      headline: `${counted(last.population, 'user')} ${last.population === 1 ? 'gets' : 'get'} ${formatQuantity(last.throughputPerSecond, 'per-second')} done in ${formatQuantity(last.responseSeconds, 'seconds')} each; station ${bottleneck} is the bottleneck.`,
      data: { points, maximumThroughput: limit, saturationPopulation: saturation },
      rows: [
        {
          name: 'throughput',
          value: of(last.throughputPerSecond, 'per-second'),
          because: `${counted(last.population, 'user')} / (think + response)`,
        },
        {
          name: 'response',
          value: of(last.responseSeconds, 'seconds'),
          because: 'sum of D (1 + queue found)',
        },
        { name: 'most throughput', value: of(limit, 'per-second'), because: '1 / largest demand' },
        {
          name: 'useful users',
          value: of(saturation, 'count'),
          because: '(think + sum of D) / largest demand: more only wait',
        },
        ...demandsSeconds.map((demand, index) => ({
          name: `station ${index + 1}`,
          value: of(last.utilization[index] ?? 0, 'ratio'),
          because: `busy: ${formatQuantity(last.throughputPerSecond, 'per-second')} x ${formatQuantity(demand, 'seconds')}`,
        })),
      ],
      ...(points.length === 1
        ? {}
        : {
            tables: [
              {
                title: 'Users',
                columns: ['users', 'throughput', 'response'].map((key) => ({
                  key,
                  title: key,
                  align: 'right' as const,
                })),
                rows: points.map((point) => [
                  of(point.population, 'count'),
                  of(point.throughputPerSecond, 'per-second'),
                  of(point.responseSeconds, 'seconds'),
                ]),
              },
            ],
            charts: [
              {
                title: 'Throughput',
                x: { title: 'users', unit: 'count' as const },
                y: { title: 'throughput', unit: 'per-second' as const },
                series: [
                  {
                    name: 'exact',
                    points: points.map((point) => [point.population, point.throughputPerSecond] as const),
                  },
                  {
                    name: 'bound',
                    points: populations.map((n) => [n, Math.min(n / (thinkSeconds + total), limit)] as const),
                  },
                ],
              },
            ],
          }),
    }
  },
})

/** Each population is worked through from one user on. */
const mostSteps = 1e8

/** The populations of a range. Throws OperatorError (exit 2) where working them out would not end. */
function populationsOf(users: Range): number[] {
  if (users.count * Math.max(1, users.largest) <= mostSteps) return [...valuesOf(users)]
  throw new OperatorError({
    sentence: `${users.count} numbers of users up to ${users.largest} are more than can be worked out.`,
    hint: 'Give a larger step, as 1..100000:1000.',
  })
}
