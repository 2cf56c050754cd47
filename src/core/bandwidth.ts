import { type Parsed, rejected, understood } from './parsed.ts'

const bitsIn = new Map([
  ['bps', 1],
  ['kbps', 1e3],
  ['mbps', 1e6],
  ['gbps', 1e9],
  ['tbps', 1e12],
])
const bandwidth = /^(\d+(?:\.\d+)?|\.\d+) ?([A-Za-z/]+)$/

/** Bits per second in `100Mbps`, `1Gbps` or `10 Gbit/s`: always decimal; a bare number is refused. */
export function parseBandwidth(text: string): Parsed<number> {
  const hint = 'Write a number with a unit: 100Mbps or 1Gbps.'
  if (/^\d+(\.\d+)?$/.test(text)) return rejected('needs a unit of bandwidth', hint)
  const match = bandwidth.exec(text)
  if (/B(ps|\/s)$/.test(text)) return rejected('is in bytes', 'Write bits: 100MBps is 800Mbps.')
  const factor =
    match === null ? undefined : bitsIn.get((match[2] ?? '').toLowerCase().replace('bit/s', 'bps'))
  if (match === null || factor === undefined) return rejected('is not a bandwidth', hint)
  const value = Number(match[1]) * factor
  return Number.isFinite(value) ? understood(value) : rejected('is too large for a bandwidth', hint)
}
