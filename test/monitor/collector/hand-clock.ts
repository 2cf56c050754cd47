/** A clock that stands where a test puts it. */
export function handClock(seconds = 1_700_000_000): { seconds: number } {
  return { seconds }
}
