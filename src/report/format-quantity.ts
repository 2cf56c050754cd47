import type { Quantity, Unit } from '../core/index.ts'

interface Words {
  number: string
  unit: string
}

type Ladder = readonly (readonly [unit: string, size: number, below: number])[]

// GiB goes on where TiB could begin: plans are compared in GiB, and "18,300 GiB" is what the guide says.
const byteLadder: Ladder = [
  ['B', 1, 1024],
  ['KiB', 2 ** 10, 1024],
  ['MiB', 2 ** 20, 1024],
  ['GiB', 2 ** 30, 100_000],
  ['TiB', 2 ** 40, 100_000],
  ['PiB', 2 ** 50, Number.POSITIVE_INFINITY],
]
const bitLadder: Ladder = [
  ['bit/s', 1, 1000],
  ['kbit/s', 1e3, 1000],
  ['Mbit/s', 1e6, 1000],
  ['Gbit/s', 1e9, 1000],
  ['Tbit/s', 1e12, Number.POSITIVE_INFINITY],
]
const secondLadder: Ladder = [
  ['ns', 1e-9, 1000],
  ['µs', 1e-6, 1000],
  ['ms', 1e-3, 1000],
  ['s', 1, Number.POSITIVE_INFINITY],
]
const minute = 60
const hour = 3600
const day = 86_400
const largest = 1e306

/**
 * A quantity in words, with its interval where it has one: `22 cores`, `18,300 GiB`, `44 GiB (41 to 47)`; `>= 1 s` where it is a lower bound.
 * A bare number is taken in `unit` (base units). About four significant digits, the same in every locale;
 * what is not finite is `unknown`.
 */
export function formatQuantity(quantity: Quantity | number, unit: Unit = 'count'): string {
  if (typeof quantity === 'number') return joined(wordsOf(quantity, unit))
  const { value, low, high, atLeast } = quantity
  const words = wordsOf(value, quantity.unit)
  if (atLeast === true) return `>= ${joined(words)}`
  if (low === undefined || high === undefined || words.number === 'unknown') return joined(words)
  const from = wordsOf(low, quantity.unit)
  const to = wordsOf(high, quantity.unit)
  const sameUnit = [from, to].every((end) => end.unit === words.unit || end.number === 'unknown')
  const interval = sameUnit ? `${from.number} to ${to.number}` : `${joined(from)} to ${joined(to)}`
  return `${joined(words)} (${interval})`
}

function joined({ number, unit }: Words): string {
  if (unit === '' || unit === '/s') return number + unit
  const one = number === '1' && (unit === 'cores' || unit === 'days')
  return `${number} ${one ? unit.slice(0, -1) : unit}`
}

function wordsOf(value: number, unit: Unit): Words {
  const size = Math.abs(value)
  // A number as large as this came from a division by nearly nothing, and would overflow as a percentage.
  if (!(size <= largest)) return { number: 'unknown', unit: '' }
  const words = sizeInWords(size, unit)
  return value < 0 ? { ...words, number: `-${words.number}` } : words
}

function sizeInWords(size: number, unit: Unit): Words {
  switch (unit) {
    case 'bytes':
      return climbed(size, byteLadder)
    case 'bytes-per-second': {
      const words = climbed(size, byteLadder)
      return { ...words, unit: `${words.unit}/s` }
    }
    case 'bits-per-second':
      return climbed(size, bitLadder)
    case 'seconds':
      return secondsInWords(size)
    case 'per-second':
      return { number: digits(size), unit: '/s' }
    case 'ratio':
      return { number: digits(size * 100), unit: '%' }
    case 'count':
      return { number: digits(size), unit: '' }
    default:
      return unit.startsWith('money:')
        ? { number: cents(size), unit: unit.slice('money:'.length) }
        : { number: digits(size), unit }
  }
}

function climbed(size: number, ladder: Ladder): Words {
  const [first] = ladder
  if (size === 0 && first !== undefined) return { number: '0', unit: first[0] }
  const step = ladder.find(([, unitSize, below]) => rounded(size / unitSize) < below)
  return step === undefined
    ? { number: digits(size), unit: '' }
    : { number: digits(size / step[1]), unit: step[0] }
}

function secondsInWords(size: number): Words {
  if (size === 0) return { number: '0', unit: 's' }
  if (rounded(size) < minute) return climbed(size, secondLadder)
  if (Math.round(size) < hour) return parted(size, minute, 'min', 1, 's')
  if (Math.round(size / minute) * minute < day) return parted(size, hour, 'h', minute, 'min')
  if (Math.round(size / hour) * hour < 100 * day) return parted(size, day, 'days', hour, 'h')
  return { number: digits(Math.round(size / day)), unit: 'days' }
}

function parted(size: number, large: number, largeName: string, small: number, smallName: string): Words {
  const smalls = Math.round(size / small)
  const perLarge = large / small
  const whole = Math.floor(smalls / perLarge)
  const left = smalls % perLarge
  if (left === 0) return { number: String(whole), unit: largeName }
  return { number: `${joined({ number: String(whole), unit: largeName })} ${left} ${smallName}`, unit: '' }
}

function cents(size: number): string {
  return size < 0.01 || size >= 1000 || Number.isInteger(size) ? digits(size) : withCents(size)
}

function withCents(size: number): string {
  const fixed = size.toFixed(2)
  return fixed.endsWith('.00') ? digits(Number(fixed)) : fixed
}

function rounded(size: number): number {
  return size >= 1000 ? Math.round(size) : Number(size.toPrecision(4))
}

function digits(size: number): string {
  if (size === 0) return '0'
  if (size >= 1e15 || size < 1e-6) {
    return size
      .toExponential(3)
      .replace(/\.?0+e/, 'e')
      .replace('e+', 'e')
  }
  return String(rounded(size)).replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','))
}
