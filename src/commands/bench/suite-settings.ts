import { defaultMemoryBytes, type SuiteProcess, type SuiteRequest } from '../../bench/index.ts'
import type { World } from '../../core/index.ts'
import type { BenchInput } from './options.ts'

/** So many samples say all that there is to say, and still fit on one line of an answer. */
const mostSamples = 20_000
const defaultTimeoutSeconds = 300

/** How long suites are measured where nothing else is said: alone, and in one of the many processes of a gate. */
const alone = { warmupSeconds: 0.25, seconds: 0.5 }
const inGate = { warmupSeconds: 0.1, seconds: 0.15 }

/** The options of suites as a request to a process, without the files. */
export function suiteRequest(
  input: BenchInput,
  { isGate }: { isGate: boolean },
): Omit<SuiteRequest, 'files' | 'overlay' | 'mode' | 'only'> {
  const times = isGate ? inGate : alone
  return {
    filter: input.filter ?? null,
    warmupSeconds: input.warmupTime ?? times.warmupSeconds,
    seconds: input.time ?? times.seconds,
    minimumSamples: 6,
    maximumSamples: mostSamples,
    gc: input.gc === true,
    heap: input.heap === true,
    control: isGate,
    crossCheck: input.crossCheck === true,
    iterations: input.iterations ?? input.tasks ?? 100,
    maxWorkers: input.maxWorkers ?? 10,
  }
}

/** How its process is started. */
export function suiteProcess(
  input: BenchInput,
  world: World,
): Omit<SuiteProcess, 'directory' | 'paddingBytes'> {
  return {
    nodeFlags: input.nodeFlag ?? [],
    timeoutSeconds: input.timeout ?? defaultTimeoutSeconds,
    memoryBytes: input.memoryLimit ?? defaultMemoryBytes(world),
  }
}
