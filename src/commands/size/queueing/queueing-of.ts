import type { QueueingWish } from '../../../sizing/index.ts'
import type { Context } from '../../command.ts'
import type { QueueingInput } from './options.ts'
import { assertQueueingTogether } from './together.ts'

/** What the queue is planned from; null for another model. Most runs plan none, and what reads load tests is large. */
export async function queueingOf(input: QueueingInput, context: Context): Promise<QueueingWish | null> {
  assertQueueingTogether(input)
  if (input.model !== 'queueing') return null
  const { queueingWish } = await import('./wish.ts')
  return queueingWish(input, context)
}
