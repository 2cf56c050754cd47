import type { ScratchFolder } from '../../apply/index.ts'
import type { SweepProgram } from '../sweep/index.ts'

/** Prepares to sweep over suite files: the programs go into `scratch`, beside each other. */
export async function openSweepProgram(
  scratch: ScratchFolder,
  how: Omit<SweepProgram, 'program'>,
): Promise<SweepProgram> {
  const [sweep, hooks, compiler, tinybench] = await Promise.all([
    import('./sweep-text.ts'),
    import('./hooks-text.ts'),
    import('./compiler-text.ts'),
    import('./tinybench-text.ts'),
  ])
  scratch.write('hooks.mjs', hooks.text)
  scratch.write('compiler.mjs', compiler.text)
  scratch.write('tinybench.mjs', tinybench.text)
  scratch.write('compiled/about.txt', 'TypeScript of this run, compiled\n')
  return { ...how, program: scratch.write('sweep.mjs', sweep.text) }
}
