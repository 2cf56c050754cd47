import { nowMs } from './clock.ts'
import { type Failures, messageOf } from './loop.ts'

/** The guide's benchmark_function: every call timed alone, those that throw too. */
export async function guideFunction(
  fn: () => unknown,
  iterations: number,
): Promise<{ seconds: number[]; failures: Failures }> {
  const failures: Failures = { count: 0, first: null }
  const seconds = new Float64Array(iterations)
  for (let call = 0; call < iterations; call++) {
    const from = nowMs()
    try {
      const result = fn()
      if (typeof result === 'object' && result !== null && 'then' in result) await result
    } catch (error) {
      failures.count++
      failures.first ??= messageOf(error)
    }
    seconds[call] = (nowMs() - from) / 1000
  }
  return { seconds: Array.from(seconds), failures }
}

/** The guide's benchmark_concurrent_execution: so many tasks, at most so many at once, on one event loop. */
export async function guideConcurrent(
  fn: () => unknown,
  tasks: number,
  maxWorkers: number,
): Promise<{ totalSeconds: number; successful: number; failures: Failures }> {
  const failures: Failures = { count: 0, first: null }
  let begun = 0
  let successful = 0
  const worker = async (): Promise<void> => {
    while (begun < tasks) {
      begun++
      try {
        await fn()
        successful++
      } catch (error) {
        failures.count++
        failures.first ??= messageOf(error)
      }
    }
  }
  const from = nowMs()
  await Promise.all(Array.from({ length: Math.min(maxWorkers, tasks) }, worker))
  return { totalSeconds: (nowMs() - from) / 1000, successful, failures }
}
