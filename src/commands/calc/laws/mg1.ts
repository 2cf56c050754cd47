import { mg1 } from '../../../capacity/index.ts'
import { formatQuantity } from '../../../report/index.ts'
import { lawCommand } from '../law.ts'
import { rate, scv, service } from '../quantities.ts'
import { queueRows } from '../queue-rows.ts'

export const command = lawCommand({
  name: 'mg1',
  summary: 'one server, service times of any spread: exact means',
  about: ['What counts of the spread is its squared coefficient of variation: variance / mean squared.'],
  equation: 'Wq = lambda s^2 (1 + cs^2) / (2 (1 - rho))',
  source: 'Pollaczek 1930, Khinchine 1932',
  options: { rate, service, scv },
  needs: ['rate', 'service', 'scv'],
  examples: [
    { command: 'lewis-perf calc mg1 --rate 80/s --service 10ms --scv 4', shows: 'what a wide spread costs' },
  ],
  answer({ rate: ratePerSecond = 0, service: serviceSeconds = 0, scv: serviceScv = 1 }) {
    const answer = mg1({ ratePerSecond, serviceSeconds, serviceScv })
    return {
      headline: `One server at ${formatQuantity(ratePerSecond, 'per-second')} is ${formatQuantity(answer.utilization, 'ratio')} busy; one waits ${formatQuantity(answer.waitSeconds, 'seconds')} in the mean.`,
      data: answer,
      rows: queueRows(answer, `rate x service^2 x (1 + ${serviceScv}) / (2 (1 - utilization))`),
    }
  },
})
