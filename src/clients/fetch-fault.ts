/** Why a fetch did not bring an answer: what it says by itself is only that it failed. */
export function fetchFault(cause: unknown, timeoutMs: number): string {
  if (!(cause instanceof Error)) return String(cause)
  if (cause.name === 'TimeoutError') return `it gave no answer within ${timeoutMs} ms`
  const { cause: inner } = cause
  return inner instanceof Error ? inner.message : cause.message
}
