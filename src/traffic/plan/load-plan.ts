import type { BalancerName } from '../../balancing/index.ts'
import type { Scenario } from '../scenario/index.ts'
import type { ArrivalProcess, Stage } from '../schedule/index.ts'

/** Where requests go. */
export interface PlannedTarget {
  /** `http://host:port`, or the socket's path for a Unix socket. */
  name: string
  protocol: 'http:' | 'https:'
  host: string
  port: number
  /** A Unix socket in place of host and port. */
  socketPath: string | null
  weight: number
}

/** One kind of request. */
export interface PlannedRequest {
  /** What the result calls it. */
  name: string
  method: string
  /** Path and query, as they are sent. */
  path: string
  headers: readonly (readonly [name: string, value: string])[]
  body: string | null
  /** Its share among the requests. */
  weight: number
}

export interface TlsSettings {
  /** Certificates of authorities, PEM, besides none of the system's; null for the system's. */
  ca: string | null
  certificate: string | null
  key: string | null
  serverName: string | null
  /** False for --insecure. */
  verifies: boolean
}

/** A fixed number of users, each of which waits for its answer before it goes on. */
export interface ClosedModel {
  kind: 'closed'
  users: number
  /** Requests that a connection carries at once. */
  pipelining: number
  /** In all; null where only the duration ends it. */
  requests: number | null
  seconds: number
  /** Between an answer and the next request of the same user. */
  thinkSeconds: number
}

/** Requests that are due when they are due, whatever the target does. */
export interface OpenModel {
  kind: 'open'
  stages: readonly Stage[]
  process: ArrivalProcess
}

/** How it is found out which targets may get requests. */
export interface HealthCheck {
  path: string
  intervalSeconds: number
  /** So many checks in a row that fail take a target out; so many that pass bring it back. */
  unhealthyAfter: number
  healthyAfter: number
  /** A target that comes back gets its full share only after so long. */
  slowReturnSeconds: number
}

/** How far redirects are followed. */
export interface Redirects {
  /** So many one after the other, as one request. */
  most: number
  /** Other hosts than these are not asked, whatever an answer says. */
  hosts: readonly string[]
}

/** Everything that a generator needs to know; plain data, so that threads and other machines can be handed it. */
export interface LoadPlan {
  model: ClosedModel | OpenModel
  targets: readonly PlannedTarget[]
  requests: readonly PlannedRequest[]
  /** Done in place of `requests`. */
  scenario: Scenario | null
  balance: BalancerName
  /** Null where nothing is checked: all targets are healthy. */
  health: HealthCheck | null
  protocol: 'http1' | 'http2'
  /** Most connections to one target. */
  connections: number
  keepAlive: boolean
  /** Absent where none is followed. */
  redirects?: Redirects
  tls: TlsSettings
  /** A request is given up after it. */
  timeoutSeconds: number
  /** How long the end waits for what is under way. */
  drainSeconds: number
  /** Before the measured time, with the load of its begin. */
  warmupSeconds: number
  seed: number
}
