// A recorded load put on other settings: what would have happened, and what it would have cost.
export { type BusyRule, busyAtMost } from './busy-rule.ts'
export { type FleetLoad, historyConfidence, knownSeconds, loadBetween } from './fleet-load.ts'
export {
  type FleetAutoscaler,
  type FleetLimits,
  type FleetPrices,
  type FleetSettings,
  podPrice,
} from './fleet-settings.ts'
export { podsAtLeast } from './pods-at-least.ts'
export { type FleetReplay, replayFleet, replayWithin } from './replay-fleet.ts'
