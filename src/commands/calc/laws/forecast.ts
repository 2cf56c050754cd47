import {
  OperatorError,
  type Parsed,
  parseDuration,
  parseNumber,
  parseRatio,
  rejected,
  understood,
} from '../../../core/index.ts'
import { choice } from '../../choice.ts'
import { switchOption, value } from '../../command.ts'
import { dayBefore, placeInWords } from '../forecast-dates.ts'
import { type Forecast, forecastBy, methods } from '../forecast-methods.ts'
import { type AnswerRow, lawCommand } from '../law.ts'
import { of, parseCount, parsePositiveDuration } from '../quantities.ts'
import { type EvenSeries, parseValues, readSeries } from '../series-from.ts'

export const command = lawCommand({
  name: 'forecast',
  summary: 'where a series goes, when it is full, and when to order',
  about: [
    'robust: a line that outliers do not bend, with a season where --period says so; history before a resize is left out.',
    'linear: least squares. holt, holt-winters: smoothing that follows a changing trend, and a season.',
    'With --capacity: earliest, likely and latest, or that no exhaustion is in sight.',
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
    period: value(
      '--period <n>',
      'values in a season: 24 for a day of hours, 168 for a week of them',
      parseCount,
    ),
    multiplicative: switchOption('--multiplicative', 'holt-winters: the season grows with the level'),
    horizon: value('--horizon <n>', 'values to look ahead (a quarter of what there is)', parseCount),
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
    const series = { ...input.values, everySeconds: input.values.everySeconds ?? input.every ?? null }
    const { method = 'robust', period = 1, capacity = null, level = 0.95 } = input
    assertSeason(method, period, input.multiplicative === true)
    const { values: y } = series
    const horizon = input.horizon ?? Math.max(1, Math.ceil(y.length / 4))
    const forecast = forecastBy[method]({
      y,
      horizon,
      period,
      isMultiplicative: input.multiplicative === true,
      capacity,
      level,
    })
    const found = forecast.exhaustion
    return {
      headline: headlineOf(forecast, series, capacity),
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
        ...exhaustionRows(forecast, series, input.leadTime),
        ...forecast.rows,
        lastRow(forecast, y.length, level),
      ],
      charts: [chartOf(forecast, y, capacity)],
      warnings: [
        ...forecast.warnings,
        ...(series.filled === 0
          ? []
          : [
              `${series.filled} of ${y.length} values were missing and taken from the line between their neighbours.`,
            ]),
      ],
    }
  },
})

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

function headlineOf({ exhaustion, fit }: Forecast, series: EvenSeries, capacity: number | null): string {
  if (capacity === null || exhaustion === null)
    return `After ${fit.length} more values it is near ${shown(fit.at(-1) ?? Number.NaN)}.`
  const { likely, earliest, latest } = exhaustion
  if (likely === null || latest === null)
    return `No exhaustion of ${shown(capacity)} in sight${earliest === null ? '' : `; at worst ${placeInWords(earliest, series)}`}.`
  return `Reaches ${shown(capacity)} ${placeInWords(likely, series)} (earliest ${earliest === null ? 'now' : placeInWords(earliest, series)}, latest ${placeInWords(latest, series)}).`
}

function exhaustionRows(
  { exhaustion }: Forecast,
  series: EvenSeries,
  leadTime: number | undefined,
): AnswerRow[] {
  if (exhaustion === null) return []
  const { likely, earliest, latest } = exhaustion
  const row = (name: string, place: number | null, because: string): AnswerRow => ({
    name,
    value: place === null ? 'not in sight' : placeInWords(place, series),
    because,
  })
  return [
    row('earliest', earliest, 'where the upper end of the interval meets the capacity'),
    row('likely', likely, 'where the forecast meets it'),
    row('latest', latest, 'where the lower end meets it; none where it may not grow at all'),
    ...(leadTime === undefined
      ? []
      : [
          {
            name: 'order by',
            value:
              earliest === null
                ? 'no need'
                : (dayBefore(earliest, leadTime, series) ?? 'unknown: the values have no dates'),
            because: 'earliest - lead time',
          },
        ]),
  ]
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

function shown(value: number): string {
  return String(Number(value.toPrecision(5)))
}
