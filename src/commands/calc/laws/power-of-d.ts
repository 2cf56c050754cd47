import { powerOfD } from '../../../capacity/index.ts'
import { parseRatio } from '../../../core/index.ts'
import { counted, formatQuantity } from '../../../report/index.ts'
import { value } from '../../command.ts'
import { lawCommand } from '../law.ts'
import { of, parseCount } from '../quantities.ts'

export const command = lawCommand({
  name: 'power-of-d',
  summary: 'what asking two random servers for the shorter queue gains',
  about: ['For a large fleet. One choice is random balancing; two is where nearly all of the gain is.'],
  equation: 'T = sum of lambda^((d^i - d) / (d - 1))',
  source: 'Mitzenmacher 1996, Vvedenskaya 1996',
  options: {
    utilization: value('--utilization <ratio>', 'of each server, as 90%', parseRatio),
    choices: value('--choices <n>', 'servers that are asked (2)', parseCount),
  },
  needs: ['utilization'],
  examples: [{ command: 'lewis-perf calc power-of-d --utilization 90%', shows: 'two choices against one' }],
  answer({ utilization = 0.5, choices = 2 }) {
    const [time, random] = [powerOfD({ utilization, choices }), powerOfD({ utilization, choices: 1 })]
    return {
      headline: `With ${counted(choices, 'choice')} a request takes ${formatQuantity(time)} service times at ${formatQuantity(utilization, 'ratio')}; at random ${formatQuantity(random)}.`,
      data: { meanServiceTimes: time, randomMeanServiceTimes: random },
      rows: [
        { name: 'time', value: of(time, 'count'), because: 'in mean service times' },
        { name: 'at random', value: of(random, 'count'), because: '1 / (1 - utilization)' },
        { name: 'gain', value: of(random / time, 'count'), because: 'times as fast' },
      ],
    }
  },
})
