import { fleetScaler } from './fleet-scaler.ts'
import type { HpaSettings } from './settings.ts'

/** A fleet of equal pods as the controller sees it. */
export interface HpaLook {
  /** Never falls from one look to the next. */
  atSeconds: number
  replicas: number
  /** Of them, those that are ready. */
  ready: number
  /** Of all ready pods together, in whole thousandths. */
  usageMilli: number
  /** Of one pod. */
  requestMilli: number
}

/** A controller that remembers what it recommended and changed. */
export interface HpaController {
  /** The replicas that it sets. */
  look(seen: HpaLook): number
}

/** The whole controller over time, for a fleet of equal pods. */
export function hpaController(settings: HpaSettings): HpaController {
  const scaler = fleetScaler(settings)
  return {
    look: ({ atSeconds, replicas, ready, usageMilli, requestMilli }) =>
      scaler.look(atSeconds, replicas, ready, usageMilli, requestMilli),
  }
}
