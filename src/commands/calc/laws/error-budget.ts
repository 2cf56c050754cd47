import { burnAlerts, errorBudget } from '../../../capacity/index.ts'
import { OperatorError, parseRatio } from '../../../core/index.ts'
import { formatQuantity } from '../../../report/index.ts'
import { value } from '../../command.ts'
import { parsePositiveDuration } from '../../positive-duration.ts'
import { lawCommand } from '../law.ts'
import { of, parseAmount } from '../quantities.ts'

/** So many the workbook recommends for 30 days. */
const usualAlerts = 3

export const command = lawCommand({
  name: 'error-budget',
  summary: 'what an objective allows to fail, how fast it burns, and which alerts to set',
  about: ['With --failed and --total it also says how fast the budget burns and when it is gone.'],
  equation: 'budget = 1 - objective; burn rate = error share / budget',
  source: 'Site Reliability Workbook, 2018, chapter 5',
  options: {
    objective: value('--objective <ratio>', 'as 99.9%', parseRatio),
    window: value('--window <duration>', 'over which it holds (30d)', parsePositiveDuration),
    failed: value('--failed <n>', 'requests that failed', parseAmount),
    total: value('--total <n>', 'of so many', parseAmount),
    observed: value('--observed <duration>', 'in so long (the whole window)', parsePositiveDuration),
  },
  needs: ['objective'],
  examples: [
    { command: 'lewis-perf calc error-budget --objective 99.9%', shows: 'the minutes a month that may fail' },
    {
      command: 'lewis-perf calc error-budget --objective 99.9% --failed 144 --total 10000 --observed 1h',
      shows: 'how fast it burns',
    },
  ],
  answer({ objective = 0.99, window: windowSeconds = 30 * 86_400, failed, total, observed }) {
    if ((failed === undefined) !== (total === undefined) || (observed !== undefined && total === undefined))
      throw new OperatorError({
        sentence: '--failed, --total and --observed say together how fast the budget burns.',
        hint: 'Give --failed and --total, and --observed where they did not come in over the whole window.',
      })
    const answer = errorBudget({
      objective,
      windowSeconds,
      ...(failed === undefined ? {} : { failed }),
      ...(total === undefined ? {} : { total }),
      ...(observed === undefined ? {} : { observedSeconds: observed }),
    })
    const burning = answer.burnRate
    const alerts = burnAlerts(windowSeconds, objective)
    return {
      headline:
        `${formatQuantity(objective, 'ratio')} allows ${formatQuantity(answer.downtimeSeconds, 'seconds')} of failure in ${formatQuantity(windowSeconds, 'seconds')}` +
        `${burning === null ? '' : `; it burns ${formatQuantity(burning)} times as fast as allowed`}.`,
      data: { ...answer, alerts },
      rows: [
        { name: 'budget', value: of(answer.allowedShare, 'ratio'), because: '1 - objective' },
        { name: 'downtime', value: of(answer.downtimeSeconds, 'seconds'), because: 'budget x window' },
        {
          name: 'burn rate',
          value: burning === null ? null : of(burning, 'count'),
          because:
            burning === null
              ? total === undefined
                ? 'no --failed and --total given'
                : 'of 0 requests nothing can be said'
              : `${formatQuantity(answer.errorShare ?? 0, 'ratio')} / ${formatQuantity(answer.allowedShare, 'ratio')}`,
        },
        {
          name: 'spent',
          value: answer.spent === null ? null : of(answer.spent, 'ratio'),
          because: 'burn rate x observed / window',
        },
        {
          name: 'time left',
          value: answer.secondsLeft === null ? null : of(answer.secondsLeft, 'seconds'),
          because: 'what is left / burn rate',
        },
        ...(alerts.length === usualAlerts
          ? []
          : [
              {
                name: 'alerts',
                value: of(alerts.length, 'count'),
                because: `of ${usualAlerts}; the rest would fire within the budget, look back beyond the window, or never fire`,
              },
            ]),
      ],
      tables:
        alerts.length === 0
          ? []
          : [
              {
                title: 'Alerts to set: both windows must burn so fast',
                columns: [
                  { key: 'burn', title: 'Burn rate', align: 'right' as const },
                  { key: 'long', title: 'Over', align: 'right' as const },
                  { key: 'short', title: 'And over', align: 'right' as const },
                  { key: 'spent', title: 'Spent by then', align: 'right' as const },
                  { key: 'action', title: 'Do' },
                ],
                rows: alerts.map(({ burnRate, longSeconds, shortSeconds, spent, action }) => [
                  of(burnRate, 'count'),
                  of(longSeconds, 'seconds'),
                  of(shortSeconds, 'seconds'),
                  of(spent, 'ratio'),
                  action === 'page' ? 'wake somebody' : 'open a ticket',
                ]),
              },
            ],
    }
  },
})
