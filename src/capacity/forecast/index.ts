// Where a series goes: a line, a line that outliers do not bend, smoothing; and when it is full.
export {
  type CalendarSeason,
  calendarSeason,
  calendarSeconds,
  type SeriesClock,
} from './calendar-season.ts'
export { type Exhaustion, exhaustion } from './exhaustion.ts'
export { type HoltWinters, type HoltWintersOptions, holtWinters } from './holt-winters.ts'
export { type LinearForecast, linearForecast } from './linear-forecast.ts'
export { type RobustForecast, type RobustForecastInput, robustForecast } from './robust-forecast.ts'
export type { SeasonParts } from './season-parts.ts'
