import type { GateData, HostData, SelfTestData, SweepData } from '../../comparison/index.ts'
import type { Envelope } from '../../core/index.ts'
import type { CommandsData } from './run-commands.ts'
import type { GuideData } from './run-guide.ts'
import type { SuitesData } from './run-suites.ts'

/** A whole `bench` result, as `--json` prints it: `data.kind` tells what was measured; without data where it ended in an error. */
export type BenchResult = Envelope<
  SuitesData | GuideData | SweepData | CommandsData | GateData | HostData | SelfTestData | null
>
