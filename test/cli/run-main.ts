import { main } from '../../src/cli/main.ts'
import { fakeWorld } from '../fake-world.ts'

/** The README's workload. */
export const workload = ['--scans-per-hour', '100', '--users', '20', '--retention-days', '365']

/** One run of the command line in a world without a machine, and what it printed. */
export async function run(argv: readonly string[], changes: Parameters<typeof fakeWorld>[0] = {}) {
  const fake = fakeWorld(changes)
  const exitCode = await main(argv, fake.world)
  return { exitCode, output: fake.output(), errors: fake.errors() }
}
