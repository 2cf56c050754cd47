import { amdahl } from '../../../capacity/index.ts'
import { parseRatio } from '../../../core/index.ts'
import { counted, formatQuantity } from '../../../report/index.ts'
import { value } from '../../command.ts'
import { lawCommand } from '../law.ts'
import { of, parseCount } from '../quantities.ts'

export const command = lawCommand({
  name: 'amdahl',
  summary: 'how much faster more processors make work of which a part is serial',
  about: [
    'It knows of no cost of talking to each other: where more processors make it slower, use calc usl.',
  ],
  equation: 'S(N) = 1 / (s + (1 - s) / N)',
  source: 'Amdahl 1967',
  options: {
    serial: value('--serial <ratio>', 'share of the work that cannot be divided, as 5%', parseRatio),
    processors: value('--processors <n>', 'processors', parseCount),
  },
  needs: ['serial', 'processors'],
  examples: [
    {
      command: 'lewis-perf calc amdahl --serial 5% --processors 20',
      shows: 'half of what 20 processors promise',
    },
  ],
  answer({ serial = 0, processors = 1 }) {
    const answer = amdahl({ serial, processors })
    const limit =
      answer.limit === null
        ? 'without a limit'
        : `at most ${formatQuantity(answer.limit)} times with any number`
    return {
      headline: `${counted(processors, 'processor')} ${processors === 1 ? 'is' : 'are'} ${formatQuantity(answer.speedup)} times as fast as one, ${limit}.`,
      data: answer,
      rows: [
        {
          name: 'speedup',
          value: of(answer.speedup, 'count'),
          because: `1 / (${serial} + ${formatQuantity(1 - serial)} / ${processors})`,
        },
        { name: 'efficiency', value: of(answer.efficiency, 'ratio'), because: 'speedup / processors' },
        {
          name: 'limit',
          value: answer.limit === null ? null : of(answer.limit, 'count'),
          because: '1 / serial share',
        },
      ],
    }
  },
})
