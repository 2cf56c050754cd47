import { headroom } from '../../../capacity/index.ts'
import { parseRate, parseRatio } from '../../../core/index.ts'
import { formatQuantity } from '../../../report/index.ts'
import { parseGrowth } from '../../../sizing/index.ts'
import { value } from '../../command.ts'
import { lawCommand } from '../law.ts'
import { of } from '../quantities.ts'

/** What binary fractions may be off by: 30 % of 10/s is a hair below 3/s. */
const rounding = 1e-9

export const command = lawCommand({
  name: 'headroom',
  summary: 'how much load is left up to a target, and for how long',
  about: [
    'The capacity is the goodput within the SLO (loadtest --find-max), not the throughput at saturation.',
  ],
  equation: 'allowed = target x capacity; months = ln(allowed / load) / ln(1 + growth)',
  source: 'Site Reliability Engineering, 2016, chapter 18',
  options: {
    load: value('--load <rate>', 'load at its peak, as 300/s', parseRate),
    capacity: value('--capacity <rate>', 'measured capacity, as 800/s', parseRate),
    target: value('--target <ratio>', 'share of the capacity that may be used (70%)', parseRatio),
    growth: value('--growth <rate>', 'growth of the load, as 5%/month', parseGrowth),
  },
  needs: ['load', 'capacity'],
  examples: [
    {
      command: 'lewis-perf calc headroom --load 300/s --capacity 800/s --target 70% --growth 5%/month',
      shows: 'when it is used up',
    },
  ],
  answer({
    load: loadPerSecond = 0,
    capacity: capacityPerSecond = 1,
    target: targetUtilization = 0.7,
    growth,
  }) {
    const growthPerMonth = Math.max(0, growth?.monthlyRatio ?? 0)
    const answer = headroom({ loadPerSecond, capacityPerSecond, targetUtilization, growthPerMonth })
    const allowed = formatQuantity(answer.allowedPerSecond, 'per-second')
    const days = answer.daysLeft
    const left = answer.growthLeft ?? 1
    const isPassed = left < -rounding
    const until =
      days === null
        ? 'for as long as nothing grows'
        : isPassed
          ? 'which is passed already'
          : days === 0 || left < rounding
            ? 'which is reached: nothing is left'
            : `for ${formatQuantity(days, 'days')}`
    return {
      headline: `${formatQuantity(loadPerSecond, 'per-second')} of ${allowed} allowed, ${until}.`,
      data: answer,
      rows: [
        { name: 'utilization', value: of(answer.utilization, 'ratio'), because: 'load / capacity' },
        {
          name: 'allowed',
          value: of(answer.allowedPerSecond, 'per-second'),
          because: `${formatQuantity(targetUtilization, 'ratio')} of ${formatQuantity(capacityPerSecond, 'per-second')}`,
        },
        {
          name: 'growth left',
          value: answer.growthLeft === null ? null : of(answer.growthLeft, 'ratio'),
          because: 'allowed / load - 1',
        },
        {
          name: 'days left',
          value: days === null ? null : of(days, 'days'),
          because: growth === undefined ? 'no --growth given' : `at ${growth.text}, compounded`,
        },
      ],
      findings: isPassed
        ? [
            {
              id: 'headroom.passed',
              title: 'The load is past its target already',
              status: 'warn',
              because: `${formatQuantity(loadPerSecond, 'per-second')} of ${allowed} allowed`,
              evidence: {},
              advice: [{ text: 'Add capacity now.' }],
            },
          ]
        : [],
    }
  },
})
