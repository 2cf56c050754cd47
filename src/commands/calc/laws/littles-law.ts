import { littlesLaw } from '../../../capacity/index.ts'
import { parseDuration } from '../../../core/index.ts'
import { formatQuantity } from '../../../report/index.ts'
import { value } from '../../command.ts'
import { lawCommand } from '../law.ts'
import { of, parseAmount, rate } from '../quantities.ts'

export const command = lawCommand({
  name: 'littles-law',
  summary: 'rate, time and number: any two give the third',
  about: [
    'How many are in a system, how long each stays, how many come: for anything that neither grows nor loses.',
  ],
  equation: 'L = lambda W',
  source: 'Little 1961',
  options: {
    rate,
    time: value('--time <duration>', 'how long one stays, as 250ms', parseDuration),
    number: value('--number <n>', 'how many are there in the mean', parseAmount),
  },
  needs: [],
  examples: [
    { command: 'lewis-perf calc littles-law --rate 200/s --time 250ms', shows: 'how many are under way' },
    { command: 'lewis-perf calc littles-law --rate 40/s --number 50', shows: 'how long each takes' },
  ],
  answer({ rate: ratePerSecond, time: seconds, number: inSystem }) {
    const answer = littlesLaw({
      ...(ratePerSecond === undefined ? {} : { ratePerSecond }),
      ...(seconds === undefined ? {} : { seconds }),
      ...(inSystem === undefined ? {} : { inSystem }),
    })
    const [perSecond, time, number] = [
      formatQuantity(answer.ratePerSecond, 'per-second'),
      formatQuantity(answer.seconds, 'seconds'),
      formatQuantity(answer.inSystem),
    ]
    return {
      headline: `${perSecond} that stay ${time} each are ${number} at once.`,
      data: answer,
      rows: [
        {
          name: 'rate',
          value: of(answer.ratePerSecond, 'per-second'),
          because: ratePerSecond === undefined ? `${number} / ${time}` : 'given',
        },
        {
          name: 'time',
          value: of(answer.seconds, 'seconds'),
          because: seconds === undefined ? `${number} / ${perSecond}` : 'given',
        },
        {
          name: 'number',
          value: of(answer.inSystem, 'count'),
          because: inSystem === undefined ? `${perSecond} x ${time}` : 'given',
        },
      ],
    }
  },
})
