import { mmc } from '../../../capacity/index.ts'
import { counted, formatQuantity } from '../../../report/index.ts'
import { lawCommand } from '../law.ts'
import { of, rate, servers, service } from '../quantities.ts'
import { percentileData, percentileRows, queueRows } from '../queue-rows.ts'

export const command = lawCommand({
  name: 'mmc',
  summary: 'wait and response time of servers that share a queue, with percentiles',
  about: [
    'For requests that come at random (Poisson) and whose service times are spread exponentially; else calc mgc.',
  ],
  equation: 'Wq = C s / (c - a); P(W > t) = C exp(-(c mu - lambda) t)',
  source: 'Gross and Harris, Fundamentals of Queueing Theory, 2.3',
  options: { rate, service, servers },
  needs: ['rate', 'service', 'servers'],
  examples: [
    {
      command: 'lewis-perf calc mmc --rate 300/s --service 10ms --servers 4',
      shows: 'waits and percentiles',
    },
    { command: 'lewis-perf calc mmc --from cases.csv --format csv', shows: 'a table of many cases' },
  ],
  answer({ rate: ratePerSecond = 0, service: serviceSeconds = 0, servers: count = 1 }) {
    const { waitAt, responseAt, ...means } = mmc({ ratePerSecond, serviceSeconds, servers: count })
    return {
      headline: `${counted(count, 'server')} at ${formatQuantity(ratePerSecond, 'per-second')} ${count === 1 ? 'is' : 'are'} ${formatQuantity(means.utilization, 'ratio')} busy and ${count === 1 ? 'answers' : 'answer'} in ${formatQuantity(means.responseSeconds, 'seconds')}, 99 % within ${formatQuantity(responseAt(0.99), 'seconds')}.`,
      data: { ...means, ...percentileData({ waitAt, responseAt }) },
      rows: [
        ...queueRows(means, 'C x service time / (servers - load)'),
        {
          name: 'has to wait',
          value: of(means.erlangC, 'ratio'),
          because: `Erlang C of ${counted(count, 'server')}, load ${formatQuantity(means.offeredLoad)}`,
        },
        ...percentileRows({ waitAt, responseAt }),
      ],
    }
  },
})
