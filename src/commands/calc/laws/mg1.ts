import { mg1, mgc } from '../../../capacity/index.ts'
import { formatQuantity } from '../../../report/index.ts'
import { lawCommand } from '../law.ts'
import { rate, scv, service } from '../quantities.ts'
import { approximate, percentileData, percentileRows, queueRows } from '../queue-rows.ts'
import { percentileKind, spreadFindings } from '../wide-spread.ts'

export const command = lawCommand({
  name: 'mg1',
  summary: 'one server, service times of any spread: exact means, approximate percentiles',
  about: [
    'What counts of the spread is its squared coefficient of variation: variance / mean squared. Percentiles need more than that, so',
    'they are approximate, as if the wait of those who wait were exponential: p95 and p99 of the response within 20 % of simulated ones',
    '(30 % for coefficients from 2 to 4).',
  ],
  equation: 'Wq = lambda s^2 (1 + cs^2) / (2 (1 - rho)); P(W > t) ~ rho exp(-rho t / Wq)',
  source: 'Pollaczek 1930, Khinchine 1932; percentiles: Abate, Choudhury and Whitt 1995',
  options: { rate, service, scv },
  needs: ['rate', 'service', 'scv'],
  examples: [
    { command: 'lewis-perf calc mg1 --rate 80/s --service 10ms --scv 4', shows: 'what a wide spread costs' },
  ],
  answer({ rate: ratePerSecond = 0, service: serviceSeconds = 0, scv: serviceScv = 1 }) {
    const station = { ratePerSecond, serviceSeconds, serviceScv }
    const answer = mg1(station)
    const { waitAt, responseAt } = mgc({ ...station, servers: 1 })
    return {
      headline: `One server at ${formatQuantity(ratePerSecond, 'per-second')} is ${formatQuantity(answer.utilization, 'ratio')} busy; one waits ${formatQuantity(answer.waitSeconds, 'seconds')} in the mean.`,
      data: { ...answer, ...approximate(percentileData({ waitAt, responseAt })) },
      rows: [
        ...queueRows(answer, `rate x service^2 x (1 + ${serviceScv}) / (2 (1 - utilization))`),
        ...percentileRows({ waitAt, responseAt }, percentileKind(serviceScv)),
      ],
      findings: spreadFindings({ ...station, servers: 1 }, null),
    }
  },
})
