import { ageWords } from './figure-words.ts'

/** How the way to the server is. */
export interface ConnectionState {
  isOpen: boolean
  /** Seconds since the newest figures came; null before the first. */
  ageSeconds: number | null
  /** Seconds until it is tried again; null while it is being tried or open. */
  retrySeconds: number | null
  intervalSeconds: number
}

/** In words, and whether something is amiss: figures may be three intervals old. */
export function connectionWords(state: ConnectionState): { text: string; isLate: boolean } {
  const { isOpen, ageSeconds, retrySeconds, intervalSeconds } = state
  const since = ageSeconds === null ? 'No data yet' : `No data for ${ageWords(ageSeconds)}`
  if (!isOpen) {
    if (ageSeconds === null && retrySeconds === null) return { text: 'Connecting', isLate: false }
    const again =
      retrySeconds === null || Math.round(retrySeconds) === 0
        ? 'connecting again'
        : `connecting again in ${ageWords(retrySeconds)}`
    return { text: `${since}: ${again}`, isLate: true }
  }
  if (ageSeconds === null) return { text: 'Waiting for the first figures', isLate: false }
  return ageSeconds > 3 * intervalSeconds ? { text: since, isLate: true } : { text: 'Live', isLate: false }
}

/** Seconds before the next attempt after so many in a row: 1, 2, 4, 8, then 15, each up to a quarter longer so that not all pages come at once. */
export function retryDelaySeconds(attempts: number, random: number): number {
  return Math.min(15, 2 ** attempts) * (1 + random / 4)
}
