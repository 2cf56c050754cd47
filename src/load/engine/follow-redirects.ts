import type { LoadPlan, PlannedTarget } from '../../traffic/index.ts'
import { type Exchange, nowMs } from '../transport/index.ts'
import type { Lane } from './lane.ts'
import { messageTo } from './prepared.ts'
import { redirectOf } from './redirects.ts'

/** Follows redirects; the exchange that met the first stays in flight until the last is answered. */
export interface RedirectFollower {
  /** `followed` where an answer is not the end; else why a redirect is not followed, or null where there is none. */
  after(answered: Exchange, status: number): 'followed' | { kind: string; example: string } | null
  /** Sends the next request of a chain; false where it has to wait. */
  started(lane: Lane, hop: Exchange): boolean
}

/** What the engine has for it. */
export interface FollowSettings {
  laneTo(target: PlannedTarget): Lane
  failed(hop: Exchange, failure: string, example: string): void
  sent(hop: Exchange): void
}

/** Follows none where the plan does not say so. */
export function followRedirects(
  { redirects, keepAlive }: Pick<LoadPlan, 'redirects' | 'keepAlive'>,
  { laneTo, failed, sent }: FollowSettings,
): RedirectFollower {
  const owner = {
    settled() {},
    notSent: (hop: Exchange) => failed(hop, 'target-down', 'where a redirect led does not answer'),
  }
  const follower: RedirectFollower = {
    after(answered, status) {
      if (redirects === undefined) return null
      const redirect = redirectOf(answered, status, redirects)
      if (redirect === null || 'kind' in redirect) {
        takeOver(answered)
        return redirect
      }
      const { target, request } = redirect
      const original = answered.original ?? answered
      // Its connection belongs to others by now.
      original.carrier = null
      const hop: Exchange = {
        ...answered,
        message: messageTo(target, request, keepAlive),
        isHead: request.method === 'HEAD',
        kept: null,
        owner,
        original,
        hops: answered.hops + 1,
        // The deadline is that of the whole chain.
        isClosedModel: true,
        sentMs: nowMs(),
        firstByteMs: 0,
        bodyBytes: 0,
        carrier: null,
        previous: null,
        next: null,
      }
      const lane = laneTo(target)
      if (lane.waiting.length > 0 || !follower.started(lane, hop)) lane.waiting.push(hop)
      return 'followed'
    },
    started({ pool }, hop) {
      const { original } = hop
      if (original === null || original.isSettled) return true
      const taken = pool.take(hop)
      if (taken === 'busy') return false
      if (taken === 'down') failed(hop, 'target-down', pool.downBecause ?? '')
      else {
        original.carrier = hop.carrier
        sent(hop)
      }
      return true
    },
  }
  return follower
}

/** The answer at the end of a chain is that of its begin. */
function takeOver({ original, firstByteMs, bodyBytes, kept }: Exchange): void {
  if (original === null) return
  original.firstByteMs = firstByteMs
  original.bodyBytes = bodyBytes
  original.kept = kept
}
