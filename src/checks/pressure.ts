import { type Pressure, type Quantity, quantity, type Stall } from '../core/index.ts'
import { percent } from './words.ts'

/** Where pressure goes: the last 10 seconds against the last 5 minutes. */
export function trendOf({ avg10, avg300 }: Stall): 'rising' | 'steady' | 'falling' {
  if (avg10 > avg300 * 1.25 + 0.01) return 'rising'
  return avg10 < avg300 * 0.75 - 0.01 ? 'falling' : 'steady'
}

/** `It is rising: 30 % in the last 10 seconds, 5 % in the last 5 minutes.` */
export function trendSentence(stall: Stall): string {
  return `It is ${trendOf(stall)}: ${percent(stall.avg10)} in the last 10 seconds, ${percent(stall.avg300)} in the last 5 minutes.`
}

/** All averages, as evidence. */
export function stallEvidence({ some, full }: Pressure): Record<string, Quantity> {
  const averages = (name: string, stall: Stall | null): Record<string, Quantity> =>
    stall === null
      ? {}
      : {
          [`${name}, 10 s`]: quantity(stall.avg10, 'ratio'),
          [`${name}, 60 s`]: quantity(stall.avg60, 'ratio'),
          [`${name}, 300 s`]: quantity(stall.avg300, 'ratio'),
        }
  return { ...averages('some', some), ...averages('full', full) }
}

/**
 * How the average of a minute is to be read: `begun` when it does not show yet what the last 10 seconds do, `over` when
 * only it still remembers, `current` otherwise. `high` is when 10 seconds alone are worth a warning.
 */
export function phaseOf(
  { avg10, avg60 }: Stall,
  { warn, high }: { warn: number; high: number },
): 'begun' | 'current' | 'over' {
  if (avg60 < warn) return avg10 >= high ? 'begun' : 'current'
  return avg10 < warn ? 'over' : 'current'
}

/** What is to be said of a phase, after a blank; nothing of what is simply going on. */
export function phaseSentence(phase: ReturnType<typeof phaseOf>): string {
  if (phase === 'begun') return ' It has only just begun.'
  return phase === 'over' ? ' It is over, or nearly: only the average of the minute remembers it.' : ''
}

/** Why pressure is not told. */
export function noPressure(path: string): string {
  return `${path} is not there: the kernel is older than 4.20 or was started without psi=1.`
}
