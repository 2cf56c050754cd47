import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'

type Told = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void

const underWay = new Map<string, Told[]>()

/**
 * Asks for a name as the system does; whoever asks while an answer is awaited gets the same. What was asked cannot be taken back, and the
 * process ends only when it is answered: fifty connections must not ask a silent name server fifty times, two at a time.
 */
export function sharedLookup(name: string, options: LookupOptions, told: Told): void {
  const key = `${name} ${options.family ?? 0} ${options.hints ?? 0} ${options.all === true}`
  const waiting = underWay.get(key)
  if (waiting !== undefined) {
    waiting.push(told)
    return
  }
  const all = [told]
  underWay.set(key, all)
  lookup(name, options, (error, address, family) => {
    underWay.delete(key)
    for (const one of all) one(error, address, family)
  })
}

/**
 * Lets the system give up on a name server that does not answer about when a request is given up: by itself it takes ten seconds or more,
 * and the run would last as long. What the operator has set stands.
 */
export function boundLookups(timeoutSeconds: number): void {
  if (process.env.RES_OPTIONS !== undefined) return
  const attempts = timeoutSeconds >= 2 ? 2 : 1
  const seconds = Math.max(1, Math.min(5, Math.floor(timeoutSeconds / attempts)))
  process.env.RES_OPTIONS = `timeout:${seconds} attempts:${attempts}`
}
