// When requests are due: pure functions of stages, arrival process and seed.
export {
  type Arrival,
  type ArrivalProcess,
  arrivals,
  countArrivals,
  type Slice,
  wholeSlice,
} from './arrivals.ts'
export { expectedArrivals, highestRate, parseStages, rateAt, type Stage, stagesSeconds } from './stages.ts'
export { countMeasured, withWarmUp } from './warm-up.ts'
