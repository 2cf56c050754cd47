import { chunkScanner } from './chunk-scanner.ts'
import type { ResponseHead } from './framing-headers.ts'
import { headScanner } from './head-scanner.ts'
import type { KnownHead } from './known-head.ts'

/** What is told while a response is read. */
export interface ResponseHandler {
  /** Bytes of a head, an interim one's too: they stand in `bytes` until the call returns. */
  onHeadPart(bytes: Buffer, from: number, to: number): void
  /** The head that was told was that of an interim response: the next begins. */
  onInterim(): void
  /** Its head is there, and none of an interim response (1xx). Answers whether the request allows no body: HEAD. */
  onHead(head: Readonly<ResponseHead>): boolean
  /** Bytes of the body, without their framing: they stand in `bytes` until the call returns. */
  onBody(bytes: Uint8Array, from: number, to: number): void
  /** The response is whole. Answers whether another may follow on the connection. */
  onEnd(keepsAlive: boolean): boolean
}

/** What the end of a connection means: nothing was under way, the end completed a response, or it cut one off. */
export type ConnectionEnd = 'idle' | 'complete' | 'cut'

export interface ResponseParser {
  /** Reads on. Why the bytes are no HTTP/1 response; null while all is well. Nothing may be read after a fault. */
  read(bytes: Buffer, from: number, to: number): string | null
  /** The connection ended. */
  finish(): ConnectionEnd
  /** Begins anew, on a new connection. */
  reset(): void
}

const HEAD = 0
const SIZED = 1
const CHUNKED = 2
const TRAILERS = 3
const UNTIL_CLOSE = 4
const STOPPED = 5

/**
 * Reads HTTP/1 responses one after the other, byte for byte as they come (RFC 9112). Nothing is kept of a body. Interim responses are
 * passed over, but 101 is a fault: what follows it is no HTTP. `known` is shared by all connections to a target: one of them pays for a
 * new date, and the others find it where it has just been read.
 */
export function responseParser(handler: ResponseHandler, known: KnownHead): ResponseParser {
  const scanner = headScanner()
  const chunks = chunkScanner()
  let head: Readonly<ResponseHead> = scanner.head
  /** A part of a head has come. */
  let isBegun = false
  /** The scanner has to begin anew. */
  let isUsed = false
  let state = HEAD
  let left = 0
  let current: Uint8Array = new Uint8Array(0)
  const onChunk = (from: number, to: number): void => handler.onBody(current, from, to)

  return {
    read(bytes, from, to) {
      let at = from
      while (at < to)
        switch (state) {
          case HEAD:
          case TRAILERS: {
            const next = state === HEAD ? readHead(bytes, at, to) : scanner.scan(bytes, at, to)
            if (state === HEAD) handler.onHeadPart(bytes, at, next < 0 ? to : next)
            if (next < 0) return faultOf(scanner.fault)
            at = next
            if (state === TRAILERS) end(head.keepsAlive)
            else if (head.status === 101) return faultOf('it switches to another protocol')
            else if (head.status < 200) {
              handler.onInterim()
              scanner.begin()
            } else beginBody()
            break
          }
          case SIZED: {
            const next = Math.min(to, at + left)
            handler.onBody(bytes, at, next)
            left -= next - at
            at = next
            if (left === 0) end(head.keepsAlive)
            break
          }
          case CHUNKED: {
            current = bytes
            const next = chunks.scan(bytes, at, to, onChunk)
            if (next < 0) return faultOf(chunks.fault)
            at = next
            isUsed = true
            scanner.beginTrailers()
            state = TRAILERS
            break
          }
          case UNTIL_CLOSE:
            handler.onBody(bytes, at, to)
            at = to
            break
          default:
            // Nobody asked for what comes after the last response of a connection.
            return null
        }
      return null
    },
    finish() {
      if (state === UNTIL_CLOSE) {
        state = STOPPED
        handler.onEnd(false)
        return 'complete'
      }
      return state === STOPPED || (state === HEAD && !scanner.hasBegun()) ? 'idle' : 'cut'
    },
    reset() {
      state = HEAD
      isBegun = false
      scanner.fault = null
      chunks.fault = null
      scanner.begin()
    },
  }

  function readHead(bytes: Buffer, from: number, to: number): number {
    const isWhole = !isBegun
    const skipped = isWhole ? known.skip(bytes, from, to) : -1
    if (skipped >= 0) {
      head = known.meaning
      return skipped
    }
    isUsed = true
    head = scanner.head
    const next = scanner.scan(bytes, from, to)
    isBegun = next < 0
    if (isWhole && next >= 0) known.remember(bytes, from, next, head)
    return next
  }

  function beginBody(): void {
    const { status, length } = head
    const isBodiless = handler.onHead(head) || status === 204 || status === 304
    if (isBodiless || (length === 0 && !head.isCoded)) end(head.keepsAlive)
    else if (head.isChunked) {
      chunks.begin()
      state = CHUNKED
    } else if (length > 0) {
      left = length
      state = SIZED
    } else state = UNTIL_CLOSE
  }

  function end(keepsAlive: boolean): void {
    if (isUsed) scanner.begin()
    isUsed = false
    state = handler.onEnd(keepsAlive) ? HEAD : STOPPED
  }

  function faultOf(fault: string | null): string | null {
    if (fault !== null) state = STOPPED
    return fault
  }
}
