// What carries requests: what every protocol shares.
export { type BackOff, newBackOff } from './back-off.ts'
export { dial, type TlsClient, tlsClient } from './dial.ts'
export {
  type AccountTap,
  type Exchange,
  type ExchangeOwner,
  type Keeping,
  type Kept,
  keepBody,
  type Message,
  nothingKept,
  type OpenSecond,
} from './exchange.ts'
export { failureOf } from './failure-kinds.ts'
export { hostOf } from './host-of.ts'
export { nowEpochMs, nowMs } from './now.ts'
export type { Pool, PoolEvents, PoolSettings } from './pool.ts'
export { boundLookups } from './shared-lookup.ts'
export { pause, until } from './wait.ts'
