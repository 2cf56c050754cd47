import { maskSecrets } from '../core/index.ts'
import { main } from './main.ts'
import { nodeWorld } from './node-world.ts'

/** Runs the command line of this process and sets its exit code; a bug prints its stack and exits 3. */
export async function run(): Promise<void> {
  try {
    const exitCode = await main(process.argv.slice(2), nodeWorld())
    // A write to a reader that takes nothing would keep an interrupted process alive.
    if (exitCode === 130) process.exit(exitCode)
    process.exitCode = exitCode
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.stderr.write(
      maskSecrets(`error: lewis-perf failed in a way it should not: this is a bug.\n${stack}\n`),
    )
    process.stderr.write('hint: Report it with the command that you ran.\n')
    process.exitCode = 3
  }
}
