import type { TimeSync } from '../../core/index.ts'
import { type Found, nothing } from './found.ts'
import { readCommand, type SampleView } from './sample-view.ts'
import { decimalNumber } from './whole-number.ts'

/** Whether the clock follows true time: by chronyd where it answers, else by systemd. */
export function readTimeSync(view: SampleView): Found<TimeSync> {
  const chrony = readCommand(view, 'chronyc -c tracking', parseChronyTracking)
  if (chrony.ok) return chrony
  const systemd = readCommand(view, 'timedatectl show', parseTimedatectl)
  if (systemd.ok || systemd.reason !== 'absent') return systemd
  return chrony.reason === 'absent' ? nothing(systemd.path) : chrony
}

/** `chronyc -c tracking`: fourteen columns, of which the fifth is the offset and the last the leap status. */
export function parseChronyTracking(text: string): TimeSync | null {
  const columns = text.trim().split(',')
  const leap = columns[13]
  const offset = decimalNumber(columns[4])
  if (columns.length !== 14 || leap === undefined || offset === null) return null
  const synchronized = leap !== 'Not synchronised'
  return {
    synchronized,
    because: synchronized
      ? `chronyd follows ${columns[1] || columns[0]}.`
      : 'chronyd runs and follows no time source.',
    offsetSeconds: synchronized ? Math.abs(offset) : null,
  }
}

/** `timedatectl show`; null without a line NTPSynchronized. */
export function parseTimedatectl(text: string): TimeSync | null {
  const answer = /^NTPSynchronized=(yes|no)$/m.exec(text)?.[1]
  if (answer === undefined) return null
  const off = /^NTP=no$/m.test(text)
  return {
    synchronized: answer === 'yes',
    because:
      answer === 'yes'
        ? 'timedatectl says that the clock is synchronized.'
        : `timedatectl says that the clock is not synchronized${off ? ', and that no time service is turned on' : ''}.`,
    offsetSeconds: null,
  }
}
