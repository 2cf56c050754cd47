import { allenCunneen, mgc } from '../../../capacity/index.ts'
import { counted, formatQuantity } from '../../../report/index.ts'
import { lawCommand } from '../law.ts'
import { of, rate, scv, servers, service } from '../quantities.ts'
import { approximate, percentileData, percentileRows, queueRows } from '../queue-rows.ts'
import { isTooWide, percentileKind, spreadFindings } from '../wide-spread.ts'

export const command = lawCommand({
  name: 'mgc',
  summary: 'servers that share a queue, service times of any spread',
  about: [
    'Kimura is within 5 % of the exact means for coefficients up to 4, and may be far too low above: the truth then lies between it and',
    'Allen-Cunneen, which many tools use, which stands beside it and is off by up to 37 % up to 4. Percentiles are approximate, as if the',
    'wait of those who wait were exponential: p95 and p99 of the response within 20 % of simulated ones (30 % for coefficients from 2 to 4).',
  ],
  equation: 'Wq = (1 + cs^2) / (2 cs^2 / Wq(M/M/c) + (1 - cs^2) / Wq(M/D/c)); P(W > t) ~ C exp(-C t / Wq)',
  source: 'Kimura 1986; M/D/c by Cosmetatos 1975; percentiles: Abate, Choudhury and Whitt 1995',
  options: { rate, service, servers, scv },
  needs: ['rate', 'service', 'servers', 'scv'],
  examples: [
    {
      command: 'lewis-perf calc mgc --rate 400/s --service 10ms --servers 5 --scv 4',
      shows: 'what a wide spread costs',
    },
  ],
  answer({ rate: ratePerSecond = 0, service: serviceSeconds = 0, servers: count = 1, scv: serviceScv = 1 }) {
    const queue = { ratePerSecond, serviceSeconds, servers: count, serviceScv }
    const { waitAt, responseAt, ...answer } = mgc(queue)
    const { utilization, waitSeconds } = answer
    const other = allenCunneen({ servers: count, utilization, serviceSeconds, serviceScv, arrivalScv: 1 })
    const isRange = count > 1 && isTooWide(serviceScv)
    const wait = formatQuantity(waitSeconds, 'seconds')
    const far = `${formatQuantity(Math.abs(other / waitSeconds - 1), 'ratio')} ${other < waitSeconds ? 'below' : 'above'} Kimura`
    return {
      headline: `${counted(count, 'server')} that ${count === 1 ? 'is' : 'are'} ${formatQuantity(utilization, 'ratio')} busy ${count === 1 ? 'has' : 'have'} a mean wait ${isRange ? `between ${wait} and ${formatQuantity(other, 'seconds')}` : `of ${wait}`}.`,
      data: {
        ...answer,
        allenCunneenWaitSeconds: other,
        ...approximate(percentileData({ waitAt, responseAt })),
      },
      rows: [
        ...queueRows(
          answer,
          isRange ? 'Kimura, which may be far too low above a coefficient of 4' : 'Kimura',
        ),
        {
          name: 'Allen-Cunneen',
          value: of(other, 'seconds'),
          because:
            count === 1
              ? 'exact for one server'
              : isRange
                ? `the safe figure: ${far}, and the truth lies between`
                : `do not plan with it: ${far}`,
        },
        {
          name: 'has to wait',
          value: of(answer.waitingShare, 'ratio'),
          because: count === 1 ? 'the utilization' : 'approximate: Erlang C, as if service were exponential',
        },
        ...percentileRows({ waitAt, responseAt }, percentileKind(serviceScv)),
      ],
      findings: spreadFindings(queue, isRange ? [waitSeconds, other] : null),
    }
  },
})
