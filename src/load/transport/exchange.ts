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
  /** Where what checks need is gathered; null where nothing is kept. */
  kept: KeptAnswer | null
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

/** A response as checks need it, up to a limit. */
export interface KeptAnswer {
  head: string
  body: Buffer[]
}

/** What became of an exchange. */
export type Ending =
  | { kind: 'answered'; status: number; endMs: number }
  | { kind: 'failed'; failure: string; example: string }
  | { kind: 'timed-out' }
  | { kind: 'unsent'; reason: string; example: string }

export interface ExchangeOwner {
  /** Why a whole answer is none of those that were wanted; left out where its status decides: below 400 it is one. */
  failureOf?(exchange: Exchange, status: number): { failure: string; example: string } | null
  settled(exchange: Exchange, outcome: Ending): void
}

/** An exchange that nothing has happened to yet. */
export function newExchange(
  begin: Pick<
    Exchange,
    'tap' | 'message' | 'isHead' | 'isMeasured' | 'isClosedModel' | 'owner' | 'kept' | 'dueMs' | 'wakeMs'
  >,
): Exchange {
  return {
    tap: begin.tap,
    message: begin.message,
    isHead: begin.isHead,
    isMeasured: begin.isMeasured,
    isClosedModel: begin.isClosedModel,
    owner: begin.owner,
    dueMs: begin.dueMs,
    wakeMs: begin.wakeMs,
    sentMs: 0,
    firstByteMs: 0,
    bodyBytes: 0,
    kept: begin.kept,
    isSettled: false,
    carrier: null,
    previous: null,
    next: null,
  }
}
