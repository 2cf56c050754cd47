import type { ExchangeOwner, Message } from '../transport/index.ts'
import type { Prepared } from './prepared.ts'

/** What is asked of the engine: one request, to a target that it chooses. */
export interface Order {
  prepared: Prepared
  /** As each target of the plan gets it: those of `prepared`, unless they were filled in for this one. */
  messages: readonly Message[]
  isMeasured: boolean
  /** Of performance.now(); null in a closed model, where a request is due when it is sent. */
  dueMs: number | null
  owner: ExchangeOwner
}
