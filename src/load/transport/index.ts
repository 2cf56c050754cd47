// What carries requests: what every protocol shares.
export { newBackOff } from './back-off.ts'
export { dial, type TlsClient, tlsClient } from './dial.ts'
export type {
  AccountTap,
  Exchange,
  ExchangeOwner,
  Message,
} from './exchange.ts'
export { failureOf } from './failure-kinds.ts'
export { hostOf } from './host-of.ts'
export { nowMs } from './now.ts'
export type { Pool, PoolEvents, PoolSettings } from './pool.ts'
