import {
  type Exhaustion,
  exhaustion,
  holtWinters,
  linearForecast,
  robustForecast,
  type SeasonParts,
} from '../../capacity/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { AnswerRow } from './law.ts'
import { of } from './quantities.ts'

export const methods = ['robust', 'linear', 'holt', 'holt-winters'] as const
export type Method = (typeof methods)[number]

/** A series to look ahead from. */
export interface ForecastRequest {
  y: readonly number[]
  horizon: number
  period: number
  /** A season by the calendar, in place of a period. */
  parts: SeasonParts | null
  isMultiplicative: boolean
  capacity: number | null
  level: number
}

/** What any method says. */
export interface Forecast {
  fit: number[]
  low: number[]
  high: number[]
  rows: AnswerRow[]
  exhaustion: Exhaustion | null
  warnings: string[]
}

/** The forecast of each method. */
export const forecastBy: Record<Method, (request: ForecastRequest) => Forecast> = {
  robust({ y, horizon, period, parts, capacity, level }) {
    const found = robustForecast({
      y,
      horizon,
      period,
      level,
      ...(parts === null ? {} : { parts }),
      ...(capacity === null ? {} : { capacity }),
    })
    return {
      ...found,
      rows: [
        {
          name: 'slope',
          value: {
            ...of(found.slope, 'count'),
            low: found.slopeLow,
            high: found.slopeHigh,
            confidence: level,
          },
          because: 'median of the slopes of all pairs, each step',
        },
        {
          name: 'spread',
          value: of(found.residualDeviation, 'count'),
          because: '1.4826 x median absolute deviation of what is left',
        },
        ...(found.season.length === 0
          ? []
          : [
              {
                name: 'season',
                value: of(Math.max(...found.season) - Math.min(...found.season), 'count'),
                because: `from its lowest to its highest of ${found.season.length}`,
              },
            ]),
      ],
      warnings:
        found.since === 0
          ? []
          : [
              `The first ${found.since} values lie before a step down (a resize or a clean-up) and were left out.`,
            ],
    }
  },
  linear({ y, horizon, capacity, level }) {
    const at = Array.from({ length: horizon }, (_, index) => y.length + index)
    const found = linearForecast({ y, at, level })
    return {
      fit: found.fit,
      low: found.low,
      high: found.high,
      rows: [
        {
          name: 'slope',
          value: of(found.slope, 'count'),
          because: `each step; standard error ${formatQuantity(found.standardErrors[1])}`,
        },
        {
          name: 'R2',
          value: of(found.r2, 'count'),
          because: `residual error ${formatQuantity(found.residualStandardError)}`,
        },
      ],
      exhaustion: capacity === null ? null : exhaustion({ y, capacity, level }),
      warnings: [],
    }
  },
  holt: (request) => smoothed(request, 1),
  'holt-winters': (request) => smoothed(request, request.period),
}

/** How far a smoothed forecast is followed to find where it meets a capacity. */
const farthest = 20

function smoothed(
  { y, horizon, period: asked, isMultiplicative, capacity, level }: ForecastRequest,
  period: number,
): Forecast {
  const length = capacity === null ? horizon : Math.max(horizon, Math.min(2000, farthest * y.length))
  const seasonal = period === 1 ? 'none' : isMultiplicative ? 'multiplicative' : 'additive'
  const found = holtWinters({
    y,
    period,
    seasonal,
    horizon: length,
    level,
    interval: 'propagated',
    ...(period === 1 ? { gamma: false as const } : {}),
  })
  const first = (values: readonly number[]): number | null => {
    const index = capacity === null ? -1 : values.findIndex((value) => value >= capacity)
    return index === -1 ? null : y.length + index
  }
  return {
    fit: found.forecast.slice(0, horizon),
    low: found.low.slice(0, horizon),
    high: found.high.slice(0, horizon),
    rows: [
      { name: 'alpha', value: of(found.alpha, 'count'), because: 'weight of the newest value in the level' },
      {
        name: 'beta',
        value: found.beta === false ? null : of(found.beta, 'count'),
        because: 'of the newest change in the trend',
      },
      ...(found.gamma === false
        ? []
        : [{ name: 'gamma', value: of(found.gamma, 'count'), because: `in the season of ${asked}` }]),
      { name: 'slope', value: of(found.slope, 'count'), because: 'each step, at the end' },
    ],
    exhaustion:
      capacity === null
        ? null
        : { likely: first(found.forecast), earliest: first(found.high), latest: first(found.low) },
    warnings: [],
  }
}
