import {
  type Parsed,
  parseDuration,
  parseNumber,
  parseSlo,
  parseWhole,
  rejected,
} from '../../../core/index.ts'
import { type InputOf, inputFile, value } from '../../command.ts'

export const queueingOptions = {
  slo: value('--slo <terms>', "queueing: the limits to keep, as 'p99<200ms, mean<50ms'", parseSlo),
  curve: inputFile(
    '--curve <file>',
    'queueing: what one --instance carries: a sweep (loadtest, bench, CSV) or a calc usl result',
  ),
  service: value('--service <duration>', 'queueing: mean time to serve a request, as 10ms', parsePositive),
  serviceFrom: inputFile(
    '--service-from <file>',
    'queueing: service times as measured, by a lightly loaded loadtest --json',
  ),
  scv: value(
    '--scv <n>',
    'queueing: squared coefficient of variation of --service: 0 constant, 1 exponential (1)',
    (text) => parseNumber(text, { minimum: 0, maximum: 100 }),
  ),
  slots: value(
    '--slots <n>',
    'queueing: requests that an --instance works on at once (its cores; with --curve: what needs fewest)',
    (text) => parseWhole(text, { minimum: 1, maximum: 10_000 }),
  ),
}

/** What a queue is planned from, as it was given. */
export interface QueueingInput extends InputOf<typeof queueingOptions> {
  model?: string
  instance?: { text: string; shape: { cpuCores: number } }
  requestsPerScan?: number
}

function parsePositive(text: string): Parsed<number> {
  const duration = parseDuration(text)
  return duration.ok && duration.value === 0
    ? rejected('must be above 0', 'Write a duration, for example 10ms.')
    : duration
}
