import { severityOfRatio } from '../../alerting/index.ts'
import { OperatorError } from '../../core/index.ts'
import { pythonFixed, pythonFloat } from './python-number.ts'

/** The thresholds of the guide's PerformanceAlerting, by metric: percent, and seconds for the response time. */
export const guideAlertThresholds: Readonly<Record<string, number>> = {
  cpu_usage: 85,
  memory_usage: 90,
  disk_usage: 95,
  response_time: 5,
  error_rate: 5,
}

/** Those that the guide writes as `5.0`, which its message repeats. */
const withFraction: ReadonlySet<string> = new Set(['response_time', 'error_rate'])

/**
 * The guide's alert for one metric: it fires above the threshold, not at it; severity by value over threshold; the message
 * byte for byte. Throws OperatorError on what is not finite, on an empty name and on a threshold of 0 that is exceeded.
 */
export function guideAlert(
  metric: string,
  value: number,
  threshold: number,
): { fires: boolean; severity: 'low' | 'medium' | 'high' | 'critical' | null; message: string | null } {
  assertPossible(metric, value, threshold)
  if (!(value > threshold)) return { fires: false, severity: null, message: null }
  const limit =
    withFraction.has(metric) || !Number.isInteger(threshold)
      ? pythonFloat(threshold)
      : BigInt(threshold).toString()
  return {
    fires: true,
    severity: severityOfRatio(value / threshold),
    message: `${metric} is ${pythonFixed(value, 2)}, exceeding threshold of ${limit}`,
  }
}

function assertPossible(metric: string, value: number, threshold: number): void {
  if (typeof metric !== 'string' || metric === '')
    throw new OperatorError({
      sentence: `The metric of an alert must have a name, got ${JSON.stringify(metric)}.`,
      hint: `Give one such as ${Object.keys(guideAlertThresholds).join(', ')}.`,
    })
  for (const [name, number] of [
    ['value', value],
    ['threshold', threshold],
  ] as const) {
    if (Number.isFinite(number)) continue
    throw new OperatorError({
      sentence: `The ${name} of ${metric} must be a finite number, got ${String(number)}.`,
      hint: 'Give a plain number, for example 85.',
    })
  }
  if (threshold === 0 && value > 0)
    throw new OperatorError({
      sentence: `The threshold of ${metric} must not be 0: the severity is the value divided by it.`,
      hint: 'Give a number above 0, for example 85.',
    })
}
