import { type Parsed, rejected, understood } from './parsed.ts'

const secondsIn: Record<string, number> = { s: 1, m: 60, min: 60, h: 3600, d: 86_400 }
const rate = /^(\d+(?:\.\d+)?|\.\d+)([kM]?)\/(s|min|m|h|d)$/

/** Events per second in `500/s`, `30/m`, `3k/s` or `100/h`; a bare number is refused. */
export function parseRate(text: string): Parsed<number> {
  const hint = 'Write a number and a period: 500/s, 30/m, 100/h or 3k/s.'
  if (/^\d+(\.\d+)?$/.test(text)) return rejected('needs a period', hint)
  const match = rate.exec(text)
  if (match === null) return rejected('is not a rate', hint)
  const scale = match[2] === 'k' ? 1e3 : match[2] === 'M' ? 1e6 : 1
  const value = (Number(match[1]) * scale) / (secondsIn[match[3] ?? ''] ?? Number.NaN)
  return Number.isFinite(value) ? understood(value) : rejected('is not a rate', hint)
}
