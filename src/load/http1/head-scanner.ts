import { framingHeaders, type ResponseHead } from './framing-headers.ts'

/** Reads the head of an HTTP/1 response, or the trailers after a chunked body, from pieces that may end anywhere. */
export interface HeadScanner {
  readonly head: ResponseHead
  /** Why it gave up; null while all is well. */
  fault: string | null
  /** Reads on; the position after the empty line that ends the head, -1 where more is needed or `fault` is set. */
  scan(bytes: Uint8Array, from: number, to: number): number
  /** Makes it ready for the next head. */
  begin(): void
  /** Makes it ready for trailers, of which nothing is kept. */
  beginTrailers(): void
  /** Something of a head has come already. */
  hasBegun(): boolean
}

/** No server means to send more. */
const mostHeadBytes = 256 * 1024
const tooLong = 'its head is longer than 256 KiB'

const CR = 13
const LF = 10
const SPACE = 32
const TAB = 9
const COLON = 58

/** States: where in the head the next byte stands. */
const START = 0
const VERSION = 1
const MINOR = 2
const AFTER_MINOR = 3
const STATUS = 4
const AFTER_STATUS = 5
const REASON = 6
const LINE_LF = 7
const LINE_START = 8
const NAME = 9
const BEFORE_VALUE = 10
const VALUE = 11
const END_LF = 12
const START_LF = 13

const version = Buffer.from('HTTP/1.')

/** RFC 9110: what the name of a header is made of. */
const isToken = new Uint8Array(256)
for (const letter of "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
  isToken[letter.charCodeAt(0)] = 1
/** What its value is made of: all but control characters. */
const isText = new Uint8Array(256).map((_, byte) => (byte === TAB || (byte >= SPACE && byte !== 127) ? 1 : 0))

/**
 * Strict where leniency would let two parties see different responses: CR LF ends every line, no folded lines, no blank before a
 * colon, one Content-Length of digits, never together with a transfer coding. Lenient in two things that frame nothing: empty lines before
 * the status line, and a missing reason. Versions 1.0 and 1.1.
 */
export function headScanner(): HeadScanner {
  const framing = framingHeaders()
  const { head } = framing
  let state = START
  let isTrailer = false
  let seen = 0
  let matched = 0
  let isFraming = false

  function scan(bytes: Uint8Array, from: number, to: number): number {
    let at = from
    for (; at < to; at++) {
      const byte = bytes[at] as number
      switch (state) {
        case VALUE:
          if (isText[byte] === 1) {
            if (isFraming) {
              if (!framing.takeByte(byte)) return fail('a header that frames the body is too long')
              // Most bytes of a head are of the other kind.
            } else while (at + 1 < to && isText[bytes[at + 1] as number] === 1) at++
          } else if (byte === CR) {
            const fault = isFraming ? framing.endValue() : null
            if (fault !== null) return fail(fault)
            state = LINE_LF
          } else return fail(byte === LF ? 'a header ends without CR' : 'a header holds a control character')
          break
        case NAME:
          if (byte === COLON) {
            isFraming = isFraming && framing.endName()
            state = BEFORE_VALUE
          } else if (isToken[byte] === 1) {
            if (isFraming) isFraming = framing.matchName(byte)
            else while (at + 1 < to && isToken[bytes[at + 1] as number] === 1) at++
          } else return fail('the name of a header holds a character that it may not')
          break
        case BEFORE_VALUE:
          if (byte === SPACE || byte === TAB) break
          state = VALUE
          at--
          break
        case LINE_LF:
          if (byte !== LF) return fail('a line ends in CR without LF')
          state = LINE_START
          break
        case LINE_START:
          if (byte === CR) {
            state = END_LF
            break
          }
          if (isToken[byte] !== 1)
            return fail(
              byte === SPACE || byte === TAB ? 'a header line begins with a blank' : 'a line is no header',
            )
          isFraming = !isTrailer && framing.beginName(byte)
          state = NAME
          break
        case END_LF:
          if (byte !== LF) return fail('a line ends in CR without LF')
          if (seen + at - from > mostHeadBytes) return fail(tooLong)
          if (!isTrailer) {
            const fault = framing.endHead()
            if (fault !== null) return fail(fault)
          }
          state = START
          return at + 1
        case START:
          if (byte === CR) state = START_LF
          else {
            state = VERSION
            matched = 0
            at--
          }
          break
        case START_LF:
          if (byte !== LF) return fail('it does not begin with HTTP/1.')
          state = START
          break
        case VERSION:
          if (byte !== version[matched]) return fail('it does not begin with HTTP/1.')
          if (++matched === version.length) state = MINOR
          break
        case MINOR:
          if (byte !== 48 && byte !== 49) return fail('its version is neither 1.0 nor 1.1')
          head.keepsAlive = byte === 49
          state = AFTER_MINOR
          break
        case AFTER_MINOR:
          if (byte !== SPACE) return fail('its version is neither 1.0 nor 1.1')
          state = STATUS
          matched = 0
          break
        case STATUS:
          if (byte < 48 || byte > 57) return fail('its status is no number of three digits')
          head.status = head.status * 10 + byte - 48
          if (++matched === 3) state = AFTER_STATUS
          break
        case AFTER_STATUS:
          if (head.status < 100) return fail('its status is below 100')
          if (byte === SPACE) state = REASON
          else if (byte === CR) state = LINE_LF
          else return fail('its status is no number of three digits')
          break
        case REASON:
          if (byte === CR) state = LINE_LF
          else if (isText[byte] !== 1)
            return fail(
              byte === LF ? 'its first line ends without CR' : 'its reason holds a control character',
            )
          break
      }
    }
    seen += to - from
    return seen > mostHeadBytes ? fail(tooLong) : -1
  }

  function fail(why: string): number {
    scanner.fault = why
    return -1
  }

  const scanner: HeadScanner = {
    head,
    fault: null,
    scan,
    begin() {
      state = START
      isTrailer = false
      seen = 0
      framing.begin()
    },
    beginTrailers() {
      state = LINE_START
      isTrailer = true
      seen = 0
    },
    hasBegun: () => state !== START && state !== START_LF,
  }
  return scanner
}
