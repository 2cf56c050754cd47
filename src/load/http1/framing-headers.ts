/** What the head of a response says of the rest. */
export interface ResponseHead {
  status: number
  /** The connection may carry another response after this one. */
  keepsAlive: boolean
  /** Content-Length; -1 where there is none. */
  length: number
  /** The last transfer coding is chunked. */
  isChunked: boolean
  /** There is a transfer coding, be it another. */
  isCoded: boolean
}

/** Takes in the headers that say where a response ends, byte by byte: Content-Length, Connection and Transfer-Encoding. */
export interface FramingHeaders {
  readonly head: ResponseHead
  begin(): void
  /** Whether a name that begins so may be one of them. */
  beginName(byte: number): boolean
  /** Whether it still may be after another byte. */
  matchName(byte: number): boolean
  /** Whether it is, now that it has ended. */
  endName(): boolean
  /** A byte of its value; false where there are too many. */
  takeByte(byte: number): boolean
  /** The value has ended. Why it is none; null where it is one. */
  endValue(): string | null
  /** All headers are there. Why they contradict each other; null where they do not. */
  endHead(): string | null
}

const CONTENT_LENGTH = 0
const CONNECTION = 1
const TRANSFER_ENCODING = 2
const names = ['content-length', 'connection', 'transfer-encoding'].map((name) => Buffer.from(name))
const SPACE = 32
const TAB = 9

export function framingHeaders(): FramingHeaders {
  const head: ResponseHead = { status: 0, keepsAlive: true, length: -1, isChunked: false, isCoded: false }
  const value = Buffer.alloc(128)
  let known = CONTENT_LENGTH
  let matched = 0
  let valueLength = 0
  let saysClose = false
  return {
    head,
    begin() {
      saysClose = false
      head.status = 0
      head.keepsAlive = true
      head.length = -1
      head.isChunked = false
      head.isCoded = false
    },
    beginName(byte) {
      const letter = byte | 32
      known = letter === 116 ? TRANSFER_ENCODING : CONTENT_LENGTH
      matched = 1
      return letter === 99 || letter === 116
    },
    matchName(byte) {
      const letter = byte | 32
      // Both begin with "con".
      if (known === CONTENT_LENGTH && matched === 3 && letter === 110) known = CONNECTION
      return names[known]?.[matched++] === letter
    },
    endName() {
      valueLength = 0
      return matched === names[known]?.length
    },
    takeByte(byte) {
      if (valueLength === value.length) return false
      value[valueLength++] = byte
      return true
    },
    endValue() {
      while (valueLength > 0 && isBlank(value[valueLength - 1] as number)) valueLength--
      if (known === CONTENT_LENGTH) return takeLength()
      const words = value
        .toString('latin1', 0, valueLength)
        .toLowerCase()
        .split(',')
        .map((word) => word.trim())
      if (known === CONNECTION) {
        if (words.includes('close')) saysClose = true
        else if (words.includes('keep-alive')) head.keepsAlive = true
      } else {
        head.isCoded = true
        head.isChunked = words.at(-1) === 'chunked'
      }
      return null
    },
    endHead() {
      if (saysClose) head.keepsAlive = false
      return head.length === -1 || !head.isCoded ? null : 'it has both Content-Length and Transfer-Encoding'
    },
  }

  function takeLength(): string | null {
    if (head.length !== -1) return 'it has two Content-Length'
    if (valueLength === 0) return 'its Content-Length is empty'
    let length = 0
    for (let index = 0; index < valueLength; index++) {
      const digit = (value[index] as number) - 48
      if (digit < 0 || digit > 9) return 'its Content-Length is no number'
      length = length * 10 + digit
    }
    if (length > Number.MAX_SAFE_INTEGER) return 'its Content-Length is too great'
    head.length = length
    return null
  }
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB
}
