import { type Parsed, rejected, understood } from './parsed.ts'

// Dividing by a whole number rounds once: 100us is 0.0001, where 100 x 1e-6 would be a hair less.
const perSecond: Record<string, number> = { us: 1e6, ms: 1e3 }
const secondsIn: Record<string, number> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
}
const part = /^(\d+(?:\.\d+)?)(us|µs|ms|s|m|h|d|w)/

/** Seconds in `100us`, `250ms`, `3s`, `5m`, `2h`, `7d`, `4w` or a combination such as `1h30m`; a bare number is refused. */
export function parseDuration(text: string): Parsed<number> {
  const hint = 'Write a number with a unit: 100us, 250ms, 3s, 5m, 2h, 7d, 4w or 1h30m.'
  if (/^\d+(\.\d+)?$/.test(text)) return rejected('needs a unit of time', hint)
  let rest = text
  let seconds = 0
  while (rest !== '') {
    const match = part.exec(rest)
    if (match === null) return rejected('is not a duration', hint)
    const unit = (match[2] ?? '').replace('µ', 'u')
    seconds += (Number(match[1]) * (secondsIn[unit] ?? 1)) / (perSecond[unit] ?? 1)
    rest = rest.slice(match[0].length)
  }
  if (text === '' || !Number.isFinite(seconds)) return rejected('is not a duration', hint)
  return understood(seconds)
}
