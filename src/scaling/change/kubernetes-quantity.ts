/** Thousandths of a core as Kubernetes writes them: `750m`, `2`; parts of a thousandth are rounded up. */
export function cpuQuantity(milli: number): string {
  const whole = Math.ceil(Number(milli.toFixed(6)))
  return whole % 1000 === 0 ? String(whole / 1000) : `${whole}m`
}

const suffixes: readonly (readonly [suffix: string, bytes: number])[] = [
  ['Gi', 2 ** 30],
  ['Mi', 2 ** 20],
  ['G', 1e9],
  ['M', 1e6],
  ['Ki', 2 ** 10],
  ['k', 1e3],
]

/** Bytes as Kubernetes writes them, exactly: `872Mi`, `2Gi`, `128M`; parts of a byte are rounded up. */
export function memoryQuantity(bytes: number): string {
  const whole = Math.ceil(bytes)
  const [suffix, factor] = suffixes.find(([, each]) => whole > 0 && whole % each === 0) ?? ['', 1]
  return `${whole / factor}${suffix}`
}
