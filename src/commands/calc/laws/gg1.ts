import { gg1 } from '../../../capacity/index.ts'
import { formatQuantity } from '../../../report/index.ts'
import { value } from '../../command.ts'
import { lawCommand } from '../law.ts'
import { parseScv, rate, scv, service } from '../quantities.ts'
import { approximate, percentileData, percentileRows, queueRows } from '../queue-rows.ts'

export const command = lawCommand({
  name: 'gg1',
  summary: 'one server, arrivals and service of any spread: an upper bound',
  about: [
    'For bursts: arrivals from several timers, or behind a queue. Near the truth where the server is busy; percentiles are approximate.',
  ],
  equation: 'Wq <= rho / (1 - rho) x (ca^2 + cs^2) / 2 x s; P(W > t) ~ rho exp(-rho t / Wq)',
  source: 'Kingman 1961, 1962',
  options: {
    rate,
    service,
    scv,
    arrivalScv: value(
      '--arrival-scv <n>',
      'the same of the times between arrivals: 0 even, 1 Poisson',
      parseScv,
    ),
  },
  needs: ['rate', 'service', 'scv', 'arrivalScv'],
  examples: [
    {
      command: 'lewis-perf calc gg1 --rate 80/s --service 10ms --scv 1 --arrival-scv 4',
      shows: 'what bursts cost',
    },
  ],
  answer({ rate: ratePerSecond = 0, service: serviceSeconds = 0, scv: serviceScv = 1, arrivalScv = 1 }) {
    const { waitAt, responseAt, ...answer } = gg1({ ratePerSecond, serviceSeconds, arrivalScv, serviceScv })
    const { utilization, waitSeconds } = answer
    return {
      headline: `One server that is ${formatQuantity(utilization, 'ratio')} busy has a mean wait of at most about ${formatQuantity(waitSeconds, 'seconds')}.`,
      data: { ...answer, ...approximate(percentileData({ waitAt, responseAt })) },
      rows: [
        ...queueRows(
          answer,
          `${formatQuantity(utilization / (1 - utilization))} x (${arrivalScv} + ${serviceScv}) / 2 x service time`,
        ),
        ...percentileRows({ waitAt, responseAt }, 'approximate; '),
      ],
    }
  },
})
