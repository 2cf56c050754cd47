/** How service and scan times scatter around their mean; lognormal with a sigma of a half, as many real ones look. */
export type Spread = 'constant' | 'exponential' | 'lognormal'

/** How the embedded target behaves. */
export interface DemoSettings {
  /** Mean time for which a request occupies a worker. */
  serviceSeconds: number
  spread: Spread
  /** Requests that are served at once; others wait. */
  workers: number
  /** CPU time that each request costs in all: what it takes to read and answer it is in it, and not on top, unless it is more. */
  cpuSeconds: number
  /** Mean time for which a scan occupies a slot. */
  scanSeconds: number
  /** Scans that run at once; others are queued. */
  slots: number
  /** Requests that a client may send within so many seconds; null for no limit. */
  limit: { requests: number; seconds: number } | null
  /** The share of requests that are answered 500. */
  errorShare: number
  /** The share whose connection is reset in place of an answer. */
  resetShare: number
  /** The share that is never answered. */
  silentShare: number
  /** The share of scans that fail. */
  failedScanShare: number
  /** The whole target stands still for `seconds`, so long after the first request. */
  freezes: readonly { seconds: number; atSeconds: number }[]
}

/** As LEWIS is by default, but for its limit of requests. */
export const usualDemo: DemoSettings = {
  serviceSeconds: 0.005,
  spread: 'exponential',
  workers: 4,
  cpuSeconds: 0,
  scanSeconds: 2,
  slots: 5,
  limit: null,
  errorShare: 0,
  resetShare: 0,
  silentShare: 0,
  failedScanShare: 0,
  freezes: [],
}
