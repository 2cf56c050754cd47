/** Why a fetch did not bring an answer: what it says by itself is only that it failed. */
export function fetchFault(cause: unknown, timeoutMs: number): string {
  if (!(cause instanceof Error)) return String(cause)
  if (cause.name === 'TimeoutError') return `it gave no answer within ${timeoutMs} ms`
  const { cause: inner } = cause
  // A name with several addresses: each of them failed, and the whole says nothing.
  const first: unknown = inner instanceof AggregateError ? inner.errors[0] : inner
  return first instanceof Error && first.message !== '' ? first.message : cause.message
}
