/** The line that begins a sample of `perf script`. */
export interface PerfHeader {
  command: string
  pid: number
  /** `cycles` of `cycles:ppp:`; null where the line does not say it. */
  event: string | null
  /** What follows the event on the same line: the only frame, where no stacks were recorded. */
  rest: string
}

// `comm pid/tid [cpu] time: period event: rest`, in which everything but comm and one number may be missing.
const timed =
  /^\s{0,40}(\S.{0,99}?)\s{1,40}(-?\d{1,10})(?:\/(-?\d{1,10}))?\s{1,40}(?:\[\d{1,6}\]\s{1,40})?\d{1,12}\.\d{1,12}:(.*)$/s
const untimed =
  /^(\S.{0,99}?)\s{1,40}(-?\d{1,10})(?:\/(-?\d{1,10}))?(?:\s{1,40}\[\d{1,6}\])?(?:\s{1,40}([^\s\d].{0,200}:.*)|\s{1,40}(\d{1,20}\s{1,40}\S.{0,200}:.*)|\s{0,40})$/s
const eventName = /^\s{0,80}(?:\d{1,20}\s{1,40})?([^\s:][^\s]{0,200}):(?:\s(.*))?$/s

/** The header in `line`; null where it is none. Command names may hold blanks, and what is in brackets may be missing. */
export function perfHeader(line: string): PerfHeader | null {
  const start = line.slice(0, 600)
  const match = timed.exec(start) ?? untimed.exec(start)
  if (match === null) return null
  const tail = match[4] ?? match[5] ?? ''
  const event = eventName.exec(tail)
  return {
    command: match[1] ?? '',
    pid: Number(match[2]),
    event: event === null ? null : plainEvent(event[1] ?? ''),
    rest: (event?.[2] ?? '').trim(),
  }
}

/** Without its modifiers, and the same for all kinds of cores of one machine: `cpu_core/cycles/P` is `cycles`. */
function plainEvent(text: string): string {
  const ofUnit = /^cpu(?:_core|_atom)?\/([\w-]+)[^/]*\//.exec(text)
  if (ofUnit !== null) return ofUnit[1] ?? text
  return text.replace(/:[ukhHGpPISDWeb]*$/, '')
}
