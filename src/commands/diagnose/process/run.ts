import type { Outcome } from '../../../core/index.ts'
import type { Context } from '../../command.ts'
export async function diagnoseProcess(_input: unknown, _context: Context): Promise<Outcome<unknown>> {
  throw new Error('not yet')
}
