import type { Envelope } from '../../../core/index.ts'
import type { Context } from '../../command.ts'
import { importedProfile } from './imported-profile.ts'
import { type ProcessInput, processRequest } from './process-request.ts'
import type { DiagnoseProcessData, ProcessOutcome } from './process-result.ts'
import { runningProcess } from './running-process.ts'

/** A whole `diagnose process` result, as `--json` prints it; without data where it ended in an error. */
export type DiagnoseProcessResult = Envelope<DiagnoseProcessData | null>

/** What one process does, or where a profile says that it spends its time. */
export async function diagnoseProcess(input: ProcessInput, context: Context): Promise<ProcessOutcome> {
  const request = processRequest(input, context.operands)
  return request.kind === 'file'
    ? importedProfile(request.file, input.flameGraph, context)
    : runningProcess(request.target, input, context)
}
