import { OperatorError } from '../core/index.ts'

/** How much may fail at once: `spare` failure domains, which are zones where `zones` is above 1 and instances otherwise. */
export interface Redundancy {
  spare: number
  zones: number
}

/** Instances to buy, how many of them a zone gets, and how many are left after the planned loss. */
export interface RedundantFleet {
  total: number
  perZone: number
  surviving: number
}

/**
 * The fleet that still carries `needed` instances (a fraction, not yet rounded) after the planned loss:
 * loss of k of Z zones needs Z x ceil(needed / (Z - k)); N + k without zones needs ceil(needed) + k.
 * Throws OperatorError when no zone would be left. Source: SRE practice, N + k per failure domain, applied before rounding.
 */
export function redundantFleet(needed: number, { spare, zones }: Redundancy): RedundantFleet {
  if (!(Number.isFinite(needed) && needed >= 0)) {
    throw new OperatorError({
      sentence: `The needed instances must be a finite number of at least 0, got ${needed}.`,
      hint: 'Give the need in instances, before rounding.',
    })
  }
  if (!(Number.isInteger(spare) && spare >= 0 && Number.isInteger(zones) && zones >= 1)) {
    throw new OperatorError({
      sentence: `Redundancy needs whole numbers, at least 0 spare and 1 zone, got ${spare} spare and ${zones} zones.`,
      hint: 'Write for example --redundancy n+1 --zones 3.',
    })
  }
  if (zones === 1) {
    const base = roundUp(needed)
    return countable({ total: base + spare, perZone: base + spare, surviving: base })
  }
  if (spare >= zones) {
    throw new OperatorError({
      sentence: `${zones} zones cannot lose ${spare} of them and still run, got n+${spare} in ${zones} zones.`,
      hint: `Use fewer spare zones (at most n+${zones - 1}) or more zones.`,
    })
  }
  const perZone = roundUp(needed / (zones - spare))
  return countable({ total: perZone * zones, perZone, surviving: perZone * (zones - spare) })
}

/** Whole instances, at least one; binary rounding makes 2.1 / 0.7 a hair more than 3, which is no fourth instance. */
function roundUp(instances: number): number {
  return Math.max(Math.ceil(instances * (1 - 1e-12)), 1)
}

function countable(fleet: RedundantFleet): RedundantFleet {
  if (Number.isSafeInteger(fleet.total)) return fleet
  throw new OperatorError({
    sentence: `The plan needs more instances than can be counted, got ${fleet.total}.`,
    hint: 'Give a smaller workload or larger instances.',
  })
}
