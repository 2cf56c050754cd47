import { type Suite, suiteKey } from './program/index.ts'

export type { CaseOptions, Suite, SuiteContext } from './program/index.ts'

/**
 * Defines the benchmarks of a suite file: `suite('parse', ({ bench }) => bench('small', () => JSON.parse('{}')))`. It works where
 * `lewis-perf bench` runs the file; anywhere else it throws.
 */
export const suite: Suite = (name, define) => {
  const registered = Reflect.get(globalThis, suiteKey)
  if (typeof registered !== 'function')
    throw new Error('A suite file is run by lewis-perf: npx lewis-perf bench FILE.')
  registered(name, define)
}
