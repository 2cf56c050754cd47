/**
 * A finite number as Python's `'%.Nf'` writes it: the exact binary value rounded, ties to even. JavaScript's toFixed rounds
 * ties up and gives up at 1e21.
 */
export function pythonFixed(value: number, decimals: 1 | 2): string {
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  return sign + fixed(Math.abs(value), decimals)
}

function fixed(size: number, decimals: 1 | 2): string {
  if (size >= 2 ** 53) return `${BigInt(size)}.${'0'.repeat(decimals)}`
  // Half of the last decimal is binary only in quarters (one decimal) and eighths (two): .25, .125.
  const parts = size * 2 ** (decimals + 1)
  const isTie = Number.isInteger(parts) && parts % 2 === 1
  if (!isTie) return size.toFixed(decimals)
  const below = size.toFixed(decimals + 1).slice(0, -1)
  return /[02468]$/.test(below) ? below : size.toFixed(decimals)
}

/** `value` rounded to one decimal as Python's `round(value, 1)` does. */
export function pythonRounded(value: number): number {
  return Number(pythonFixed(value, 1))
}

/** A finite number as Python's `str()` writes a float: `5.0`, `0.1`, `1e+16`, `1e-05`. */
export function pythonFloat(value: number): string {
  const [digits = '', power = '0'] = value.toExponential().split('e')
  const exponent = Number(power)
  if (exponent >= -4 && exponent < 16) {
    const plain = Object.is(value, -0) ? '-0' : String(value)
    return plain.includes('.') ? plain : `${plain}.0`
  }
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}
