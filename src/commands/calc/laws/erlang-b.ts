import { erlangB, erlangBInverse } from '../../../capacity/index.ts'
import { OperatorError, parseRatio } from '../../../core/index.ts'
import { counted, formatQuantity } from '../../../report/index.ts'
import { value } from '../../command.ts'
import { type AnswerRow, lawCommand } from '../law.ts'
import { loadOptions, offeredBy } from '../offered-load.ts'
import { of, servers } from '../quantities.ts'

export const command = lawCommand({
  name: 'erlang-b',
  summary: 'how many are lost where nobody queues; with --blocking, the load that loses so many',
  about: ['For pools that refuse at once when all is taken. The load is in Erlang: rate x service time.'],
  equation: 'B(k) = a B(k-1) / (k + a B(k-1))',
  source: 'Erlang 1917',
  options: {
    servers,
    ...loadOptions,
    blocking: value('--blocking <ratio>', 'share that may be lost, as 1%: gives the load', parseRatio),
  },
  needs: ['servers'],
  examples: [
    {
      command: 'lewis-perf calc erlang-b --servers 20 --rate 90/s --service 200ms',
      shows: 'the share that is refused',
    },
    {
      command: 'lewis-perf calc erlang-b --servers 20 --blocking 1%',
      shows: 'the load of which 1 % is refused',
    },
  ],
  answer(input) {
    const { servers: count = 1, blocking } = input
    if (blocking !== undefined && (input.load ?? input.rate ?? input.service) !== undefined)
      throw new OperatorError({
        sentence: '--blocking asks for the load, which --load, --rate or --service gives already.',
        hint: 'Give one of them: the load, or the share that may be lost.',
      })
    const load = blocking === undefined ? offeredBy(input, 'erlang-b') : erlangBInverse(count, blocking)
    const lost = blocking ?? erlangB(count, load)
    const carried = load * (1 - lost)
    const rows: AnswerRow[] = [
      {
        name: 'load',
        value: of(load, 'count'),
        because:
          blocking === undefined ? 'rate x service time, in Erlang' : 'the load whose B is the share given',
      },
      {
        name: 'blocking',
        value: of(lost, 'ratio'),
        because: blocking === undefined ? `B of ${counted(count, 'server')}` : 'given',
      },
      {
        name: 'utilization',
        value: of(carried / count, 'ratio'),
        because: 'load x (1 - blocking) / servers',
      },
    ]
    return {
      headline:
        blocking === undefined
          ? `${counted(count, 'server')} ${count === 1 ? 'refuses' : 'refuse'} ${formatQuantity(lost, 'ratio')} of ${formatQuantity(load)} Erlang.`
          : `${counted(count, 'server')} ${count === 1 ? 'loses' : 'lose'} ${formatQuantity(lost, 'ratio')} of ${formatQuantity(load)} Erlang.`,
      data: { servers: count, offeredLoad: load, blocking: lost, utilization: carried / count },
      rows,
    }
  },
})
