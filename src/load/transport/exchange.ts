import type { Account, StatusCell } from '../../traffic/index.ts'

/** Where one kind of request at one target is counted. */
export interface AccountTap {
  readonly account: Account
  /** By status. */
  readonly cells: (StatusCell | undefined)[]
}

/** A request on its way, from the moment at which it was due to its answer. All times are performance.now(), 0 where not yet. */
export interface Exchange {
  readonly tap: AccountTap
  readonly message: Message
  readonly isHead: boolean
  /** Counted in the result: not part of the warm-up. */
  readonly isMeasured: boolean
  /** It is due when it is sent. */
  readonly isClosedModel: boolean
  readonly owner: ExchangeOwner
  /** Equal to `sentMs` in a closed model. */
  dueMs: number
  /** When the generator turned to it. */
  wakeMs: number
  sentMs: number
  firstByteMs: number
  bodyBytes: number
  /** It was answered, failed or given up: whatever comes later is none of its business. */
  isSettled: boolean
  /** What carries it, which can be ended early. */
  carrier: { end(failure: string, example: string): void } | null
  previous: Exchange | null
  next: Exchange | null
}

/** A request, ready to be sent to one target. */
export interface Message {
  /** As HTTP/1 writes it, one character a byte. */
  text: string
  /** As HTTP/2 has it: pseudo headers and headers in small letters. */
  headers: Readonly<Record<string, string | string[]>>
  body: string | null
}

/** Who waits for an exchange. */
export interface ExchangeOwner {
  /** It was answered, failed or timed out. */
  settled(exchange: Exchange): void
  /** It waited, and is not sent. */
  notSent(exchange: Exchange): void
}
