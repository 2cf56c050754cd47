import { linearForecast } from '../../capacity/index.ts'
import { OperatorError, type Quantity } from '../../core/index.ts'
import { type Forecast, type ForecastRequest, forecastBy, type Method } from './forecast-methods.ts'
import type { AnswerRow } from './law.ts'

/** So many standard errors below 0 a slope lies that is no chance. */
const surely = 4

/** Whether a series lies above its capacity and falls towards it: it is then what is free, and not what is used. */
export function fallsTo(y: readonly number[], capacity: number | null): boolean {
  const middle = [...y].sort((a, b) => a - b)[Math.floor((y.length - 1) / 2)]
  if (capacity === null || middle === undefined || middle <= capacity) return false
  const { slope, standardErrors } = linearForecast({ y, at: [y.length], level: 0.95 })
  return slope < 0 && slope < -surely * standardErrors[1]
}

/** The forecast of a series that falls towards its capacity: that of its mirror image, which grows. Throws OperatorError (exit 2) for a season that multiplies. */
export function fallingForecast(method: Method, request: ForecastRequest): Forecast {
  if (request.isMultiplicative)
    throw new OperatorError({
      sentence: '--multiplicative cannot follow a series that falls towards its capacity.',
      hint: 'Leave --multiplicative out: the season is then added.',
    })
  const turned = forecastBy[method]({
    ...request,
    y: request.y.map((one) => -one),
    capacity: request.capacity === null ? null : -request.capacity,
  })
  const mirrored = (values: readonly number[]): number[] => values.map((one) => -one)
  return {
    ...turned,
    fit: mirrored(turned.fit),
    low: mirrored(turned.high),
    high: mirrored(turned.low),
    rows: turned.rows.map(mirroredSlope),
    warnings: [
      ...turned.warnings.map((text) => text.replace('a step down (a resize or a clean-up)', 'a step up')),
      `The series falls towards ${request.capacity}, so it is taken as what is free: exhaustion is when it has fallen to it. If it is what is used, it is past its capacity already.`,
    ],
  }
}

function mirroredSlope(row: AnswerRow): AnswerRow {
  const { name, value } = row
  return name === 'slope' && value !== null && typeof value !== 'string'
    ? { ...row, value: mirrorOf(value) }
    : row
}

function mirrorOf({ low, high, ...quantity }: Quantity): Quantity {
  return {
    ...quantity,
    value: -quantity.value,
    ...(high === undefined ? {} : { low: -high }),
    ...(low === undefined ? {} : { high: -low }),
  }
}
