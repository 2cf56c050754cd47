import type { HdrHistogram } from '../../metrics/index.ts'
import type {
  Account,
  Answer,
  PlannedRequest,
  PlannedTarget,
  StatusCell,
  Verdict,
} from '../../traffic/index.ts'

/** Where one kind of request at one target is counted. */
export interface AccountTap {
  readonly account: Account
  /** By status. */
  readonly cells: (StatusCell | undefined)[]
  /** What this second brought for its request name; absent where there is one name alone. */
  readonly second?: OpenSecond | undefined
}

/** A request name's second while it goes on. */
export interface OpenSecond {
  answered: number
  ok: number
  failed: number
  latency: HdrHistogram
}

/** What is to be kept of an answer; null where it is counted and dropped. */
export interface Keeping {
  headers: boolean
  /** At most so many bytes of the body; 0 for none. */
  bodyBytes: number
}

/** What was kept of an answer while it came. */
export interface Kept {
  /** The head as it came over HTTP/1, in pieces, or its lines from HTTP/2. */
  head: Buffer[]
  headers: readonly (readonly [name: string, value: string])[]
  body: Buffer[]
  bodyBytes: number
  /** There was more of the body than was to be kept. */
  isCut: boolean
}

export function nothingKept(): Kept {
  return { head: [], headers: [], body: [], bodyBytes: 0, isCut: false }
}

/** Keeps a copy of bytes of a body, up to the limit. */
export function keepBody(kept: Kept, bytes: Uint8Array, limit: number): void {
  const room = limit - kept.bodyBytes
  if (bytes.length > room) kept.isCut = true
  if (room <= 0 || bytes.length === 0) return
  // The buffer is used again for what comes next.
  const part = Buffer.from(bytes.subarray(0, room))
  kept.body.push(part)
  kept.bodyBytes += part.length
}

/** A request on its way, from the moment at which it was due to its answer. All times are performance.now(), 0 where not yet. */
export interface Exchange {
  readonly tap: AccountTap
  readonly message: Message
  readonly isHead: boolean
  readonly keeping: Keeping | null
  /** Filled while the answer comes, where something is to be kept. */
  kept: Kept | null
  /** Says whether the answer is as it was wanted; null where only its status counts. */
  readonly judge: ((answer: Answer) => Verdict) | null
  verdict: Verdict | null
  /** Counted in the result: not part of the warm-up. */
  readonly isMeasured: boolean
  /** It is due when it is sent. */
  readonly isClosedModel: boolean
  readonly owner: ExchangeOwner
  /** The exchange on whose behalf a redirect is followed; null for one that was asked for. */
  readonly original: Exchange | null
  /** Redirects that led to it. */
  readonly hops: number
  /** Equal to `sentMs` in a closed model. */
  dueMs: number
  /** When the generator turned to it. */
  wakeMs: number
  sentMs: number
  /** When the connection stood that was opened for it; 0 where it was sent on one that stood already. */
  readyMs: number
  firstByteMs: number
  /** Of an answer that came whole; 0 where none did. */
  status: number
  /** When it was settled. */
  endMs: number
  bodyBytes: number
  /** It was answered, failed or given up: whatever comes later is none of its business. */
  isSettled: boolean
  /** It came whole, and as it was wanted. */
  isOk: boolean
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
  /** What it was made from; null where it is not to be sent. */
  source: {
    target: PlannedTarget
    request: Pick<PlannedRequest, 'method' | 'path' | 'headers' | 'body'>
  } | null
}

/** Who waits for an exchange. */
export interface ExchangeOwner {
  /** It was answered, failed or timed out. */
  settled(exchange: Exchange): void
  /** It waited, and is not sent. */
  notSent(exchange: Exchange): void
}
