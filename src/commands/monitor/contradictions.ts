import { OperatorError } from '../../core/index.ts'
import type { InputOf } from '../command.ts'
import { flagOf } from '../flag-of.ts'
import type { monitorOptions } from './options.ts'

export type MonitorInput = InputOf<typeof monitorOptions>

type Key = keyof MonitorInput

/** Two that cannot both be given, why, and what to do. */
const pairs: readonly (readonly [Key, Key, string, string])[] = [
  ['host', 'via', 'one monitor watches one machine', 'Start a monitor for each of them.'],
  ...(['interval', 'duration', 'host', 'via', 'pid', 'name', 'url', 'scrape', 'node', 'record'] as const).map(
    (key) => ['replay', key, 'a recording is watched, and no machine', 'Leave one of the two out.'] as const,
  ),
  ...(['host', 'via'] as const).flatMap((machine) =>
    (['pid', 'name', 'node'] as const).map(
      (key) =>
        [machine, key, 'processes are those of this machine', 'Run the monitor on that machine.'] as const,
    ),
  ),
  ['token', 'tokenFile', 'there is one token', 'Leave --token out.'],
]

/** What is of no use without another option. */
const needs: readonly (readonly [Key, Key, string])[] = [
  ['speed', 'replay', 'Give the recording: --replay FILE.'],
  ['recordSize', 'record', 'Give --record FILE, or leave it out.'],
  ['recordAge', 'record', 'Give --record FILE, or leave it out.'],
  ['recordKeep', 'record', 'Give --record FILE, or leave it out.'],
  ['attach', 'node', 'Give --node PID, or leave it out.'],
  ['token', 'serve', 'Give --serve, or leave it out.'],
  ['tokenFile', 'serve', 'Give --serve, or leave it out.'],
  ['allowHost', 'serve', 'Give --serve, or leave it out.'],
  ['tlsCert', 'serve', 'Give --serve, or leave it out.'],
  ['tlsKey', 'serve', 'Give --serve, or leave it out.'],
  ['tlsCert', 'tlsKey', 'Give the key too: --tls-key FILE.'],
  ['tlsKey', 'tlsCert', 'Give the certificate too: --tls-cert FILE.'],
]

/** Throws OperatorError (exit 2) where options contradict each other, or one would do nothing. */
export function assertTogether(input: MonitorInput): void {
  for (const [one, other, because, hint] of pairs) {
    if (input[one] === undefined || input[other] === undefined) continue
    throw new OperatorError({
      sentence: `Only one of ${flagOf(one)}, ${flagOf(other)} can be given: ${because}.`,
      hint,
    })
  }
  for (const [key, needed, hint] of needs) {
    if (input[key] === undefined || input[needed] !== undefined) continue
    throw new OperatorError({
      sentence: `Without ${flagOf(needed)} there is no use for ${flagOf(key)}.`,
      hint,
    })
  }
}
