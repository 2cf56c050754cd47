import { mmck } from '../../../capacity/index.ts'
import { formatQuantity } from '../../../report/index.ts'
import { value } from '../../command.ts'
import { lawCommand } from '../law.ts'
import { of, parseCount, rate, servers, service } from '../quantities.ts'
import { percentileData, percentileRows, queueRows } from '../queue-rows.ts'

export const command = lawCommand({
  name: 'mmck',
  summary: 'the same where the queue has a limit: how many are turned away',
  about: [
    'Stable at any load: who finds all places taken is lost. Times and their percentiles are exact, and of those who were let in.',
  ],
  equation:
    'p(n) ~ a^n / n! up to c, then times a / c each, up to K; who finds n waits for n - c + 1 ends of service',
  source: 'Gross and Harris, Fundamentals of Queueing Theory, 2.4',
  options: {
    rate,
    service,
    servers,
    capacity: value('--capacity <n>', 'places in all, those in service included', parseCount),
  },
  needs: ['rate', 'service', 'servers', 'capacity'],
  examples: [
    {
      command: 'lewis-perf calc mmck --rate 500/s --service 10ms --servers 4 --capacity 20',
      shows: 'losses at too high a load',
    },
  ],
  answer({ rate: ratePerSecond = 0, service: serviceSeconds = 0, servers: count = 1, capacity = 1 }) {
    const { waitAt, responseAt, ...answer } = mmck({
      ratePerSecond,
      serviceSeconds,
      servers: count,
      capacity,
    })
    return {
      headline: `${formatQuantity(answer.blockingProbability, 'ratio')} are turned away; the rest, ${formatQuantity(answer.effectiveRatePerSecond, 'per-second')}, take ${formatQuantity(answer.responseSeconds, 'seconds')}, 99 % at most ${formatQuantity(responseAt(0.99), 'seconds')}.`,
      data: { ...answer, ...percentileData({ waitAt, responseAt }) },
      rows: [
        {
          name: 'turned away',
          value: of(answer.blockingProbability, 'ratio'),
          because: `p(${capacity}): all places are taken`,
        },
        {
          name: 'let in',
          value: of(answer.effectiveRatePerSecond, 'per-second'),
          because: 'rate x (1 - turned away)',
        },
        ...queueRows(answer, 'waiting / let in', 'let in'),
        { name: 'empty', value: of(answer.emptyProbability, 'ratio'), because: 'p(0)' },
        ...percentileRows({ waitAt, responseAt }),
      ],
    }
  },
})
