const pattern = /^([+-]?(?:\d+\.?\d*|\.\d+))(m|u|n|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/

/** A quantity in billionths, and whether it is written in powers of 1024. */
export interface ParsedQuantity {
  nanos: bigint
  binary: boolean
}

const decimal = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const one = 10n ** 9n

/** What the API server says of a quantity that is none. */
export const quantityFault =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"

/** A quantity as Kubernetes reads it; null where it is none. */
export function parseQuantity(text: string): ParsedQuantity | null {
  const found = pattern.exec(text)
  if (found === null) return null
  const [whole = '0', fraction = ''] = (found[1] ?? '0').split('.')
  const suffix = found[2] ?? ''
  const digits = BigInt(`${whole === '' || whole === '-' ? `${whole}0` : whole}${fraction}`)
  const scaled = (factor: bigint): bigint => (digits * factor) / 10n ** BigInt(fraction.length)
  const power = binary.indexOf(suffix)
  if (power > 0) return { nanos: scaled(one * 1024n ** BigInt(power)), binary: true }
  if (/^[eE]./.test(suffix)) {
    const exponent = Number(suffix.slice(1))
    const nanos =
      exponent < 0 ? scaled(one) / 10n ** BigInt(-exponent) : scaled(one * 10n ** BigInt(exponent))
    return { nanos, binary: false }
  }
  return { nanos: scaled(1000n ** BigInt(decimal.indexOf(suffix))), binary: false }
}

/** As the API server writes a quantity back: the largest suffix that leaves a whole number. */
export function formatQuantity({ nanos, binary: inBinary }: ParsedQuantity): string {
  if (nanos === 0n) return '0'
  if (inBinary && nanos % (one * 1024n) === 0n) {
    let [count, power] = [nanos / one, 0]
    while (count % 1024n === 0n && power < binary.length - 1) {
      count /= 1024n
      power++
    }
    return `${count}${binary[power]}`
  }
  let [count, power] = [nanos, 0]
  while (count % 1000n === 0n && power < decimal.length - 1) {
    count /= 1000n
    power++
  }
  return `${count}${decimal[power]}`
}

/** The sum of quantities, written like the first that is not zero. */
export function sumOf(quantities: readonly string[]): string {
  const parsed = quantities.map(quantityIn)
  const nanos = parsed.reduce((sum, quantity) => sum + quantity.nanos, 0n)
  return formatQuantity({ nanos, binary: parsed.find((quantity) => quantity.nanos !== 0n)?.binary ?? false })
}

/** Negative, 0 or positive, as `a` is less than, the same as or more than `b`. */
export function compareQuantities(a: string, b: string): number {
  return Number(quantityIn(a).nanos - quantityIn(b).nanos)
}

function quantityIn(text: string): ParsedQuantity {
  return parseQuantity(text) ?? { nanos: 0n, binary: false }
}
