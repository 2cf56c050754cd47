import { flag, limitText, line, oneOf, plainName } from './kind.ts'
import { amount } from './kind-of-number.ts'
import { durationKind } from './kind-of-quantity.ts'
import { as, leaf, mapOf, section } from './schema-section.ts'

const time = durationKind({ aboveZero: false })
const ratio = amount(1_000_000)

/** When monitor raises an alert, and when it is over. */
export const alerts = mapOf(
  'Rules of the alerts of monitor by their id; one with the id of a built-in rule changes that.',
  plainName,
  section('One rule.', {
    title: leaf(line(200), 'What it is called; its metric when left out.'),
    metric: leaf(line(500), 'A series (disk.usage{mount=/}), or a name for every series of it (disk.usage).'),
    judge: leaf(
      oneOf('value', 'mean', 'increase', 'time-to-empty'),
      'What is compared: the value, its mean or increase over a time, or how long until it is 0 (value).',
    ),
    over: as('overSeconds', leaf(durationKind({ aboveZero: true }), 'The time of a mean or increase: 1m.')),
    above: leaf(limitText, 'It begins above this: 85%, 5s, 100MB/s or a plain number.'),
    below: leaf(limitText, 'It begins below this.'),
    clear: leaf(limitText, 'It ends at this (at the limit).'),
    for: as('forSeconds', leaf(time, 'How long it has to last before it fires: 5m (0s).')),
    delay: section('How long it waits on the healthy side before it counts as resolved.', {
      down: as('downSeconds', leaf(time, 'The wait: 1m (0s).')),
      multiplier: leaf(ratio, 'What the wait is multiplied with each time it fires again soon (1).'),
      max: as('maximumSeconds', leaf(time, 'The longest wait; so long it stays resolved to begin anew.')),
    }),
    severity: leaf(oneOf('low', 'medium', 'high', 'critical'), 'The same severity whatever the value.'),
    severityRatios: section('From which multiple of the limit on it is more than low.', {
      medium: leaf(ratio, 'From here on medium (1.1).'),
      high: leaf(ratio, 'From here on high (1.2).'),
      critical: leaf(ratio, 'From here on critical (1.5).'),
    }),
    labels: mapOf('Labels, for silences and for who is told.', plainName, leaf(line(200), 'Its value.')),
    runbook: leaf(line(1000), 'What to do about it.'),
    noData: as('noDataSeconds', leaf(time, 'How long it may tell nothing (1m, or five ticks if longer).')),
    off: leaf(flag, 'Switches the rule off.'),
  }),
)
