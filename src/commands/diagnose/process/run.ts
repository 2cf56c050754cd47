import type { Context } from '../../command.ts'
import { importedProfile } from './imported-profile.ts'
import { type ProcessInput, processRequest } from './process-request.ts'
import type { ProcessOutcome } from './process-result.ts'
import { runningProcess } from './running-process.ts'

/** What one process does, or where a profile says that it spends its time. */
export async function diagnoseProcess(input: ProcessInput, context: Context): Promise<ProcessOutcome> {
  const request = processRequest(input, context.operands)
  return request.kind === 'file'
    ? importedProfile(request.file, input.flameGraph, context)
    : runningProcess(request.target, input, context)
}
