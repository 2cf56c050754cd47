import { knownHead } from '../../../src/load/http1/known-head.ts'
import { responseParser } from '../../../src/load/http1/response-parser.ts'

/** What a parser told of one response. */
export interface ReadResponse {
  status: number
  body: string
  isWhole: boolean
  keepsAlive: boolean | null
}

/** All that it told of some bytes. */
export interface Reading {
  responses: ReadResponse[]
  fault: string | null
  /** What the end of the connection after them meant. */
  end: string
}

/** Reads `input` (latin1) in pieces of `size` bytes, then ends the connection. */
export function read(
  input: string,
  { size = input.length, isHead = false }: { size?: number; isHead?: boolean } = {},
): Reading {
  const responses: ReadResponse[] = []
  const parser = responseParser(
    {
      onHeadPart() {},
      onInterim() {},
      onHead({ status }) {
        responses.push({ status, body: '', isWhole: false, keepsAlive: null })
        return isHead
      },
      onBody(bytes, from, to) {
        const last = responses.at(-1)
        if (last !== undefined) last.body += Buffer.from(bytes.subarray(from, to)).toString('latin1')
      },
      onEnd(keepsAlive) {
        const last = responses.at(-1)
        if (last !== undefined) Object.assign(last, { isWhole: true, keepsAlive })
        return keepsAlive
      },
    },
    knownHead(),
  )
  const bytes = Buffer.from(input, 'latin1')
  let fault: string | null = null
  for (let at = 0; at < bytes.length && fault === null; at += Math.max(1, size))
    fault = parser.read(bytes, at, Math.min(bytes.length, at + Math.max(1, size)))
  return { responses, fault, end: fault === null ? parser.finish() : 'fault' }
}

/** The body that a reading came to, all responses together. */
export function bodyOf({ responses }: Reading): string {
  return responses.map(({ body }) => body).join('')
}
