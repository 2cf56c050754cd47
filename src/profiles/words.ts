const binary: readonly (readonly [string, number])[] = [
  ['PiB', 2 ** 50],
  ['TiB', 2 ** 40],
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
  ['KiB', 2 ** 10],
  ['B', 1],
]
const decimal: readonly (readonly [string, number])[] = [
  ['PB', 1e15],
  ['TB', 1e12],
  ['GB', 1e9],
  ['MB', 1e6],
  ['kB', 1e3],
]
const bandwidths: readonly (readonly [string, number])[] = [
  ['Tbps', 1e12],
  ['Gbps', 1e9],
  ['Mbps', 1e6],
  ['kbps', 1e3],
  ['bps', 1],
]

/** Whole bytes as the shortest exact size, binary where both are as short: `4GiB`, `512MB`. */
export function byteSizeWords(bytes: number): string {
  const [inBinary, inDecimal] = [binaryByteSizeWords(bytes), exact(bytes, decimal)]
  return inDecimal !== null && inDecimal.length < inBinary.length ? inDecimal : inBinary
}

/** Whole bytes as an exact binary size: `512MiB`. */
export function binaryByteSizeWords(bytes: number): string {
  return exact(bytes, binary) ?? `${bytes}B`
}

/** Whole bits per second as an exact bandwidth: `1Gbps`. */
export function bandwidthWords(bitsPerSecond: number): string {
  return exact(bitsPerSecond, bandwidths) ?? `${bitsPerSecond}bps`
}

/** A share 0-1 as `70%`, or as a plain number where the percentage would not be exact. */
export function ratioWords(ratio: number): string | number {
  const percent = Number((ratio * 100).toPrecision(12))
  return percent / 100 === ratio && /^[\d.]+$/.test(String(percent)) ? `${percent}%` : ratio
}

function exact(value: number, units: readonly (readonly [string, number])[]): string | null {
  const unit = units.find(([, factor]) => value >= factor && value % factor === 0)
  return unit === undefined ? null : `${value / unit[1]}${unit[0]}`
}
