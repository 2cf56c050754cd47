import type { Profile } from '../../core/index.ts'
import type { Context } from '../command.ts'
import { readInput } from '../read-input.ts'
import type { SimulateInput } from './options.ts'
import { type KnownService, serviceOf } from './service-of.ts'
import { type Trace, traceOf } from './trace-of.ts'

/** All that a simulation needs from outside its flags. */
export interface Gathered {
  profile: Profile
  service: KnownService
  trace: Trace | null
}

/** Reads the profile and the files that the options name. */
export async function gather(input: SimulateInput, context: Context): Promise<Gathered> {
  const profile = await context.profile()
  const { trace } = input
  return {
    profile,
    service: serviceOf(input, profile, context),
    trace:
      trace === undefined
        ? null
        : traceOf(
            readInput(trace, 'Give a file with one arrival a line.', context),
            trace === '-' ? 'standard input' : trace,
          ),
  }
}
