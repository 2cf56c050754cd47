import { allenCunneen, kimura } from '../../../capacity/index.ts'
import { formatQuantity } from '../../../report/index.ts'
import { lawCommand } from '../law.ts'
import { of, rate, scv, servers, service } from '../quantities.ts'

export const command = lawCommand({
  name: 'mgc',
  summary: 'servers that share a queue, service times of any spread',
  about: [
    'Kimura is within 5 % of the exact means (coefficients up to 4). Allen-Cunneen, which many tools use, stands beside it and is',
    'off by up to 37 %. For percentiles of such a queue simulate it.',
  ],
  equation: 'Wq = (1 + cs^2) / (2 cs^2 / Wq(M/M/c) + (1 - cs^2) / Wq(M/D/c))',
  source: 'Kimura 1986; M/D/c by Cosmetatos 1975',
  options: { rate, service, servers, scv },
  needs: ['rate', 'service', 'servers', 'scv'],
  examples: [
    {
      command: 'lewis-perf calc mgc --rate 400/s --service 10ms --servers 5 --scv 4',
      shows: 'what a wide spread costs',
    },
  ],
  answer({ rate: ratePerSecond = 0, service: serviceSeconds = 0, servers: count = 1, scv: serviceScv = 1 }) {
    const utilization = (ratePerSecond * serviceSeconds) / count
    const queue = { servers: count, utilization, serviceSeconds, serviceScv }
    const waitSeconds = kimura(queue)
    const other = allenCunneen({ ...queue, arrivalScv: 1 })
    return {
      headline: `${formatQuantity(count)} servers that are ${formatQuantity(utilization, 'ratio')} busy have a mean wait of ${formatQuantity(waitSeconds, 'seconds')}.`,
      data: {
        utilization,
        waitSeconds,
        responseSeconds: waitSeconds + serviceSeconds,
        allenCunneenWaitSeconds: other,
      },
      rows: [
        { name: 'utilization', value: of(utilization, 'ratio'), because: 'rate x service time / servers' },
        { name: 'mean wait', value: of(waitSeconds, 'seconds'), because: 'Kimura' },
        {
          name: 'mean response',
          value: of(waitSeconds + serviceSeconds, 'seconds'),
          because: 'wait + service',
        },
        {
          name: 'Allen-Cunneen',
          value: of(other, 'seconds'),
          because:
            count === 1
              ? 'exact for one server'
              : `do not plan with it: ${formatQuantity(Math.abs(other / waitSeconds - 1), 'ratio')} ${other < waitSeconds ? 'below' : 'above'} Kimura`,
        },
      ],
    }
  },
})
