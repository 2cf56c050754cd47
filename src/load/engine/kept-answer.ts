import type { Answer } from '../../traffic/index.ts'
import type { Kept } from '../transport/index.ts'

/** What was kept of an answer, as it is looked at. */
export function answerOf(kept: Kept | null, status: number): Answer {
  if (kept === null) return { status, headers: [], body: '', isCut: false }
  return {
    status,
    headers: kept.head.length === 0 ? kept.headers : headerLines(kept.head),
    body: Buffer.concat(kept.body).toString('utf8'),
    isCut: kept.isCut,
  }
}

/** The header lines of a head that the parser has found to be well formed. */
function headerLines(parts: readonly Buffer[]): [string, string][] {
  const lines = Buffer.concat(parts).toString('latin1').trimStart().split('\r\n').slice(1)
  return lines.flatMap((line) => {
    const colon = line.indexOf(':')
    return colon <= 0 ? [] : [[line.slice(0, colon), line.slice(colon + 1).trim()] as [string, string]]
  })
}
