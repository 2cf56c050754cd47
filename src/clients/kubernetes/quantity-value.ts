const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

/** A Kubernetes quantity (`500m`, `1536Mi`, `2e3`, `120034567n`) in cores, bytes or whatever it counts; null where it is none. */
export function quantityValue(text: unknown): number | null {
  if (typeof text === 'number') return text
  const [, digits, suffix = ''] =
    typeof text === 'string'
      ? (/^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(text) ?? [])
      : []
  const factor = factors[suffix]
  if (digits === undefined || factor === undefined) return null
  // Thousandths as a division: 0.7 cores, not 0.7000000000000001.
  return factor < 1 ? Number(digits) / Math.round(1 / factor) : Number(digits) * factor
}
