import {
  OperatorError,
  type Parsed,
  parseDuration,
  parseNumber,
  parseRatio,
  parseWhole,
  rejected,
  understood,
} from '../../../core/index.ts'
import { counted } from '../../../report/index.ts'
import { choice } from '../../choice.ts'
import { switchOption, value } from '../../command.ts'
import { parsePositiveDuration } from '../../positive-duration.ts'
import { dayBefore } from '../forecast-dates.ts'
import { exhaustionFindings, exhaustionRows, forecastHeadline, fromNowOn } from '../forecast-exhaustion.ts'
import { fallingForecast, fallsTo } from '../forecast-falling.ts'
import { type Forecast, forecastBy, methods } from '../forecast-methods.ts'
import { seasonFor, seasons } from '../forecast-season.ts'
import { type AnswerRow, lawCommand } from '../law.ts'
import { of, parseCount } from '../quantities.ts'
import { type EvenSeries, parseValues, readSeries } from '../series-from.ts'

const mostAhead = 100_000

export const command = lawCommand({
  name: 'forecast',
  summary: 'where a series goes, when it is full, and when to order',
  about: [
    'robust: a line that outliers do not bend, with a season where --season or --period says so; history before a resize is left out.',
    'linear: least squares. holt, holt-winters: smoothing that follows a changing trend, and a season.',
    'With --capacity: earliest, likely and latest, or that no exhaustion is in sight; what falls towards it from above is taken as free space.',
  ],
  equation: 'robust: median of (y(j) - y(i)) / (j - i); linear: y +- t s sqrt(1 + 1/n + (x - mean)^2 / Sxx)',
  source: 'Theil 1950, Sen 1968, Hirsch 1982; Draper and Smith 1998; Holt 1957, Winters 1960',
  options: {
    values: value('--values <list>', 'evenly spaced, as 100,102,105', parseValues),
    series: value('--series <name>', 'which series of the recording, as disk.used{mount=/}', parseName),
    every: value(
      '--every <duration>',
      'between two values, as 1d; recordings know it',
      parsePositiveDuration,
    ),
    method: choice('--method <name>', `${methods.join(', ')} (robust)`, methods),
    season: choice(
      '--season <name>',
      'robust, of values with dates: daily, weekly (each hour of a week), or business-hours (the hours of workdays, and those of weekends)',
      seasons,
    ),
    timezone: value('--timezone <zone>', 'whose hours --season counts, as Europe/Berlin (UTC)', parseName),
    period: value(
      '--period <n>',
      'values in a season: 24 for a day of hours, 168 for a week of them',
      parseCount,
    ),
    multiplicative: switchOption('--multiplicative', 'holt-winters: the season grows with the level'),
    horizon: value('--horizon <n>', 'values to look ahead (a quarter of what there is)', (text) =>
      parseWhole(text, { minimum: 1, maximum: mostAhead }),
    ),
    capacity: value('--capacity <n>', 'what it may reach, in the unit of the series', (text) =>
      parseNumber(text),
    ),
    leadTime: value(
      '--lead-time <duration>',
      'from order to use, as 30d: gives the day to order by',
      parseDuration,
    ),
    level: value('--level <ratio>', 'of the interval (95%)', parseRatio),
  },
  needs: [],
  file: {
    description: 'values: a recording, CSV at,name,value, or one number a line',
    read: (text, name, { series }) => ({ values: readSeries(text, name, series) }),
  },
  examples: [
    {
      command:
        "lewis-perf calc forecast --from week.jsonl --series 'disk.used{mount=/}' --capacity 500e9 --lead-time 30d",
      shows: 'when the disk is full and when to order',
    },
    {
      command:
        'lewis-perf calc forecast --from month.jsonl --series scans --season weekly --timezone Europe/Berlin --horizon 168',
      shows: 'the next week, hour by hour, with its nights and weekends',
    },
    {
      command: 'lewis-perf calc forecast --values 100,102,105,107,108,111 --capacity 200 --every 1d',
      shows: 'the same from a list',
    },
  ],
  answer(input) {
    if (input.values === undefined)
      throw new OperatorError({
        sentence: 'calc forecast needs a series: --from FILE or --values.',
        hint: 'Record one with lewis-perf monitor --record, or write --values 100,102,105.',
      })
    if (input.leadTime !== undefined && input.capacity === undefined)
      throw new OperatorError({
        sentence: '--lead-time needs --capacity.',
        hint: 'Say what the series may reach.',
      })
    assertSource(input.values, input.every, input.series)
    const series = { ...input.values, everySeconds: input.values.everySeconds ?? input.every ?? null }
    const { method = 'robust', period = 1, capacity = null, level = 0.95 } = input
    assertSeason(method, period, input.multiplicative === true)
    const { values: y } = series
    const horizon = input.horizon ?? Math.min(mostAhead, Math.max(1, Math.ceil(y.length / 4)))
    const parts = seasonFor(input, series)
    const isFalling = fallsTo(y, capacity)
    const request = {
      y,
      horizon,
      period,
      isMultiplicative: input.multiplicative === true,
      capacity,
      level,
      parts,
    }
    const plain = isFalling ? fallingForecast(method, request) : forecastBy[method](request)
    const found = fromNowOn(plain.exhaustion, series, capacity, isFalling)
    const forecast = { ...plain, exhaustion: found }
    return {
      headline: forecastHeadline(forecast, series, capacity, isFalling),
      data: {
        method,
        level,
        everySeconds: series.everySeconds,
        endEpochMs: series.endEpochMs,
        forecast: forecast.fit.map((fit, index) => ({
          place: y.length + index,
          fit,
          low: forecast.low[index],
          high: forecast.high[index],
        })),
        exhaustion: found,
        orderBy:
          found?.earliest == null || input.leadTime === undefined
            ? null
            : dayBefore(found.earliest, input.leadTime, series),
      },
      rows: [
        ...exhaustionRows(forecast, series, input.leadTime, isFalling),
        ...forecast.rows,
        lastRow(forecast, y.length, level),
      ],
      charts: [chartOf(forecast, y, capacity)],
      findings: exhaustionFindings(found, series, { ...input, capacity, isFalling }),
      warnings: [
        ...forecast.warnings,
        ...(series.repeated === 0
          ? []
          : [
              `${counted(series.repeated, 'value')} came at a moment that has another one: the last of each moment counts.`,
            ]),
        ...(series.filled === 0
          ? []
          : [
              `${series.filled} of ${y.length} values were missing and taken from the line between their neighbours.`,
            ]),
      ],
    }
  },
})

/** What only a recording has, and what only values without dates need. */
function assertSource(
  { everySeconds }: EvenSeries,
  every: number | undefined,
  series: string | undefined,
): void {
  if (every !== undefined && everySeconds !== null)
    throw new OperatorError({
      sentence: '--every is for values without dates, and these have some.',
      hint: 'Leave it out.',
    })
  if (series !== undefined && everySeconds === null)
    throw new OperatorError({
      sentence: '--series chooses from a recording, and these values are none.',
      hint: 'Leave it out, or give a recording with --from.',
    })
}

function assertSeason(method: string, period: number, isMultiplicative: boolean): void {
  const isSeasonal = method === 'robust' || method === 'holt-winters'
  if (method === 'holt-winters' && period === 1)
    throw new OperatorError({
      sentence: '--method holt-winters needs --period.',
      hint: 'Give the values in a season, or use --method holt.',
    })
  if (!isSeasonal && period !== 1)
    throw new OperatorError({
      sentence: `--method ${method} knows no season, got --period ${period}.`,
      hint: 'Use --method robust or holt-winters.',
    })
  if (isMultiplicative && method !== 'holt-winters')
    throw new OperatorError({
      sentence: `--multiplicative is for --method holt-winters, got ${method}.`,
      hint: 'Leave it out.',
    })
}

function lastRow({ fit, low, high }: Forecast, count: number, confidence: number): AnswerRow {
  const last = fit.length - 1
  return {
    name: `value ${count + last + 1}`,
    value: {
      ...of(fit[last] ?? Number.NaN, 'count'),
      low: low[last] ?? Number.NaN,
      high: high[last] ?? Number.NaN,
      confidence,
    },
    because: `${fit.length} ahead, with its interval`,
  }
}

function chartOf({ fit, low, high }: Forecast, y: readonly number[], capacity: number | null) {
  const ahead = (values: readonly number[]) =>
    values.map((value, index) => [y.length + index, value] as const)
  return {
    title: 'Forecast',
    x: { title: 'value', unit: 'count' as const },
    y: { title: 'amount', unit: 'count' as const },
    series: [
      { name: 'measured', points: y.map((value, index) => [index, value] as const) },
      { name: 'forecast', points: ahead(fit) },
      { name: 'low', points: ahead(low) },
      { name: 'high', points: ahead(high) },
      ...(capacity === null
        ? []
        : [
            {
              name: 'capacity',
              points: [
                [0, capacity],
                [y.length + fit.length - 1, capacity],
              ] as const,
            },
          ]),
    ].map(({ name, points }) => ({ name, points: [...points] })),
  }
}

function parseName(text: string): Parsed<string> {
  return text === '' ? rejected('names no series', 'Give its name as in the recording.') : understood(text)
}
