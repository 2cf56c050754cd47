import type { ClientHttp2Stream } from 'node:http2'
import { failureOf } from '../transport/index.ts'

interface Failure {
  failure: string
  example: string
}

/** By their numbers (RFC 9113, section 7). */
const codes: readonly string[] = [
  'NO_ERROR',
  'PROTOCOL_ERROR',
  'INTERNAL_ERROR',
  'FLOW_CONTROL_ERROR',
  'SETTINGS_TIMEOUT',
  'STREAM_CLOSED',
  'FRAME_SIZE_ERROR',
  'REFUSED_STREAM',
  'CANCEL',
  'COMPRESSION_ERROR',
  'CONNECT_ERROR',
  'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY',
  'HTTP_1_1_REQUIRED',
]
const protocolError = 1
const refusedStream = 7

/** Why a session ended with an error. */
export function failureOfSession(error: unknown): Failure {
  const { code, message } = detailsOf(error)
  if (code === 'ERR_HTTP2_SESSION_ERROR')
    return { failure: 'goaway', example: goawayInWords(Number(/\d+$/.exec(message)?.[0] ?? 0)) }
  if (code === 'ERR_HTTP2_ERROR')
    return { failure: 'malformed', example: `the target does not speak HTTP/2 as it should: ${message}` }
  return failureOf(error)
}

/** What a GOAWAY said. */
export function goawayInWords(code: number): string {
  return `the target said GOAWAY${code === 0 ? '' : `: ${codes[code] ?? code}`}`
}

/** Why a stream brought no whole answer: `error` is null where it was only closed. */
export function failureOfStream(
  { rstCode = 0 }: Pick<ClientHttp2Stream, 'rstCode'>,
  {
    error,
    isGoing,
    isGone,
    hasHead,
    misses,
  }: {
    error: unknown
    /** The session said GOAWAY; its connection is no more. */
    isGoing: boolean
    isGone: boolean
    /** The head of an answer came; fewer bytes came than it spoke of. */
    hasHead: boolean
    misses: boolean
  },
): Failure {
  const { code } = detailsOf(error)
  if (error !== null && code !== 'ERR_HTTP2_STREAM_ERROR') return failureOfSession(error)
  if (rstCode === refusedStream && isGoing)
    return { failure: 'goaway', example: `${goawayInWords(0)} before it took the request` }
  if (isGone)
    return hasHead
      ? { failure: 'truncated', example: 'the target closed the connection in the middle of an answer' }
      : { failure: 'closed', example: 'the target closed the connection without an answer' }
  if (misses && rstCode === protocolError)
    return { failure: 'malformed', example: 'the answer has fewer bytes than its content-length says' }
  const said = codes[rstCode] ?? String(rstCode)
  return hasHead
    ? { failure: 'reset', example: `the target reset the stream in the middle of an answer: ${said}` }
    : { failure: 'reset', example: `the target reset the stream: ${said}` }
}

function detailsOf(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: '' }
  return { code: 'code' in error ? String(error.code) : '', message: error.message }
}
