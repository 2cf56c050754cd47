import { expect, test } from 'vitest'
import { readRule } from '../../src/alerting/index.ts'
import type { AlertRuleTexts } from '../../src/core/index.ts'

test.each(['job.errors', 'http.requests', 'cpu_usage', 'cpu.temperature.package'])(
  'a rule may be of %s, which a scraped page may have',
  (metric) => {
    expect(readRule('a', { metric, above: '5' })).toMatchObject({ ok: true })
  },
)

test.each<[claim: string, texts: AlertRuleTexts, path: string, problem: string, hint: string]>([
  ['without a series', { above: '5' }, '', 'lacks metric', 'Say what is watched: metric: cpu.usage.'],
  [
    'of what cannot be a series',
    { metric: 'cpu usage', above: '5' },
    'metric',
    'is no series',
    'Write its name, or its key with tags: disk.usage or disk.usage{mount=/}.',
  ],
  [
    'of a mistyped series',
    { metric: 'cpu.usge', above: '85%' },
    'metric',
    'names no series of monitor',
    'Did you mean cpu.usage?',
  ],
  [
    'of a series whose family is mistyped',
    { metric: 'cpuu.usage', above: '85%' },
    'metric',
    'names no series of monitor',
    'Did you mean cpu.usage?',
  ],
  [
    'of a mistyped series with tags',
    { metric: 'disk.usages{mount=/}', above: '85%' },
    'metric',
    'names no series of monitor',
    'Did you mean disk.usage?',
  ],
  [
    'without a limit',
    { metric: 'a' },
    '',
    'needs either above or below',
    'Write one limit, with its unit: above: 85%.',
  ],
  [
    'with two limits',
    { metric: 'a', above: '5', below: '3' },
    '',
    'needs either above or below',
    'Write one limit, with its unit: above: 85%.',
  ],
  [
    'with a limit of another unit',
    { metric: 'app.response', above: '85%' },
    'above',
    'is not a duration',
    'Write a number with a unit: 100us, 250ms, 3s, 5m, 2h, 7d, 4w or 1h30m.',
  ],
  [
    'with a limit without its unit',
    { metric: 'app.response', below: '5' },
    'below',
    'needs a unit of time',
    'Write a number with a unit: 100us, 250ms, 3s, 5m, 2h, 7d, 4w or 1h30m.',
  ],
  [
    'with a clear value of another unit',
    { metric: 'cpu.usage', above: '85%', clear: '75' },
    'clear',
    'is not between 0 and 1',
    'Write a share between 0 and 1, as 85% or 0.85.',
  ],
  [
    'that clears above its limit',
    { metric: 'cpu.usage', above: '85%', clear: '86%' },
    'clear',
    'lies beyond above',
    'Write a value on the healthy side of above, or leave it out.',
  ],
  [
    'that clears below its limit',
    { metric: 'a', below: '5', clear: '4' },
    'clear',
    'lies beyond below',
    'Write a value on the healthy side of below, or leave it out.',
  ],
  [
    'of a mean over no time',
    { metric: 'a', above: '5', judge: 'mean' },
    '',
    'lacks over',
    'Say over which time: over: 1m, for judge: mean.',
  ],
  [
    'of an increase over no time',
    { metric: 'a', above: '5', judge: 'increase' },
    '',
    'lacks over',
    'Say over which time: over: 1m, for judge: increase.',
  ],
  [
    'of a value over a time',
    { metric: 'a', above: '5', judge: 'value', overSeconds: 60 },
    'over',
    'has no use here',
    'Leave it out, or judge the mean or the increase instead of value.',
  ],
  [
    'of too long a time to empty',
    { metric: 'disk.free', above: '24h', judge: 'time-to-empty' },
    'above',
    'makes no sense for a time to empty',
    'Write how little time is too little: below: 24h.',
  ],
  [
    'whose severities fall',
    { metric: 'a', above: '5', severityRatios: { medium: 1.3 } },
    'severityRatios',
    'does not rise from medium to critical',
    'Write them rising: {medium: 1.1, high: 1.2, critical: 1.5}.',
  ],
  [
    'whose worst severity comes before the last',
    { metric: 'a', above: '5', severityRatios: { high: 2 } },
    'severityRatios',
    'does not rise from medium to critical',
    'Write them rising: {medium: 1.1, high: 1.2, critical: 1.5}.',
  ],
  [
    'whose delay shrinks',
    { metric: 'a', above: '5', delay: { multiplier: 0.5 } },
    'delay.multiplier',
    'is less than 1',
    'Write for example 1.5.',
  ],
  [
    'whose longest delay is shorter than its first',
    { metric: 'a', above: '5', delay: { downSeconds: 60, maximumSeconds: 59 } },
    'delay.max',
    'is less than down',
    'Write the longest delay: max: 1h.',
  ],
])('a rule %s is refused', (_, texts, path, problem, hint) => {
  expect(readRule('a', texts)).toEqual({
    ok: false,
    faults: [{ path: path === '' ? [] : path.split('.'), problem, hint }],
  })
})

test('a rule is told all that is wrong with it at once', () => {
  const read = readRule('a', { judge: 'mean', delay: { multiplier: 0 } })
  expect(read.ok ? [] : read.faults.map(({ problem }) => problem)).toEqual([
    'lacks metric',
    'needs either above or below',
    'lacks over',
    'is less than 1',
  ])
})
