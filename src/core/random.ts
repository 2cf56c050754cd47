/** Random numbers that a seed determines, the same on every machine and Node. */
export interface Random {
  /** At least 0, below 1, with 32 random bits. */
  next(): number
  /** A whole number, at least 0 and below `limit`. */
  below(limit: number): number
  /** Standard normal. */
  normal(): number
}

/** Chris Doty-Humphrey's sfc32 from PractRand, seeded by `seed` (any whole number). */
export function seededRandom(seed: number): Random {
  let a = seed >>> 0
  let b = Math.floor(seed / 2 ** 32) >>> 0
  let c = 0x9e3779b9
  let counter = 1
  let spare: number | null = null
  const bits = (): number => {
    const sum = (a + b + counter) >>> 0
    counter = (counter + 1) >>> 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) >>> 0
    c = ((c << 21) | (c >>> 11)) + sum
    c >>>= 0
    return sum
  }
  for (let round = 0; round < 15; round++) bits()
  const next = (): number => bits() / 2 ** 32
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    normal() {
      if (spare !== null) {
        const value = spare
        spare = null
        return value
      }
      // Marsaglia's polar method.
      for (;;) {
        const x = 2 * next() - 1
        const y = 2 * next() - 1
        const square = x * x + y * y
        if (square >= 1 || square === 0) continue
        const factor = Math.sqrt((-2 * Math.log(square)) / square)
        spare = y * factor
        return x * factor
      }
    },
  }
}
