import type { DiagnoseData } from '../../../src/checks/index.ts'
import type { Envelope } from '../../../src/core/index.ts'
import { run } from '../../cli/run-main.ts'
import type { fakeWorld } from '../../fake-world.ts'

/** The result of `lewis-perf diagnose --json` in a world without a machine, with what was said of it. */
export async function diagnose(
  argv: readonly string[],
  changes: Parameters<typeof fakeWorld>[0] = {},
): Promise<Envelope<DiagnoseData> & { said: string }> {
  const { output, errors } = await run(['diagnose', ...argv, '--json'], changes)
  return { ...(JSON.parse(output) as Envelope<DiagnoseData>), said: errors }
}
