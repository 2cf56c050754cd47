import type { Quantity } from '../core/index.ts'
import { counted, formatQuantity } from '../report/index.ts'
import { type StackProfile, totalOf } from './stack-profile.ts'

/** A weight of a profile as a quantity. */
export function weightQuantity(unit: StackProfile['unit'], value: number): Quantity {
  return { value, unit: unit === 'samples' ? 'count' : unit }
}

/** `1.2 s`, `14 MiB`, or the bare number of samples. */
export function amount(unit: StackProfile['unit'], value: number): string {
  return formatQuantity(weightQuantity(unit, value))
}

/** `Total 4.2 s; another 1.1 s were idle.`: what the shares are shares of. */
export function totalInWords(profile: StackProfile): string {
  const { unit, idle } = profile
  const words = (value: number): string =>
    unit === 'samples' ? counted(value, 'sample') : amount(unit, value)
  const rest = idle > 0 ? `; another ${words(idle)} idle, which no share counts` : ''
  return `Total ${words(totalOf(profile))}${rest}.`
}

/** A share in whole percent, or with two digits where it is small: `62 %`, `0.87 %`. */
export function percent(share: number): string {
  return formatQuantity(roundedShare(share))
}

/** The same as a quantity. */
export function roundedShare(share: number): Quantity {
  return {
    value: share >= 0.1 ? Math.round(share * 100) / 100 : Number(share.toPrecision(2)),
    unit: 'ratio',
  }
}
