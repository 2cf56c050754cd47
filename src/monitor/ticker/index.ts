// The beat of a monitor: when its sources are looked at, and what becomes of those that are late.
export { startTicker } from './start-ticker.ts'
export type { TickerClock } from './ticker-clock.ts'
