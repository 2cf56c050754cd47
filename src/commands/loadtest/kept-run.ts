import type { Outcome } from '../../core/index.ts'
import { hdrLog, savedRun } from '../../load/index.ts'
import type { LoadRun, LoadtestData } from '../../traffic/index.ts'

/** A result with all that was counted, so that it can be joined and compared; and the log of --hdr, where it is wanted. */
export function withKeptRun<O extends Outcome<LoadtestData>>(
  outcome: O,
  run: LoadRun,
  { hdr }: { hdr?: string },
): O {
  return {
    ...outcome,
    data: { ...outcome.data, run: savedRun(run) },
    ...(hdr === undefined
      ? {}
      : { documents: [{ name: 'latency', mediaType: 'text/plain', text: hdrLog(run), file: hdr }] }),
  }
}
