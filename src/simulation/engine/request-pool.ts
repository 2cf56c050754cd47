/** Where a request is. */
export const requestState = {
  free: 0,
  waiting: 1,
  serving: 2,
  leftWaiting: 3,
  leftServing: 4,
  away: 5,
} as const

/** The requests that are in the system, by number, in typed arrays that grow by doubling: memory follows how many are there at once, not how many ever came. */
export interface RequestPool {
  /** When it came first. */
  arrivedAt: Float64Array
  /** When it was sent this time. */
  sentAt: Float64Array
  beganAt: Float64Array
  /** When its work ends: another event for it is out of date. */
  endsAt: Float64Array
  deadline: Float64Array
  work: Float64Array
  instance: Int32Array
  attempt: Int32Array
  /** The next one in the same line. */
  next: Int32Array
  /** 1 where it needs no database. */
  isHit: Uint8Array
  state: Uint8Array
  /** A number that is free. */
  take(): number
  give(request: number): void
  /** How many are taken. */
  readonly size: number
  /** Numbers are below it. */
  readonly reach: number
}

/** An empty pool. */
export function requestPool(room = 256): RequestPool {
  let free = new Int32Array(room)
  let freeCount = 0
  let reach = 0
  const pool: RequestPool = {
    arrivedAt: new Float64Array(room),
    sentAt: new Float64Array(room),
    beganAt: new Float64Array(room),
    endsAt: new Float64Array(room),
    deadline: new Float64Array(room),
    work: new Float64Array(room),
    instance: new Int32Array(room),
    attempt: new Int32Array(room),
    next: new Int32Array(room),
    isHit: new Uint8Array(room),
    state: new Uint8Array(room),
    take() {
      if (freeCount > 0) return free[--freeCount] ?? 0
      if (reach === pool.state.length) grow()
      return reach++
    },
    give(request) {
      pool.state[request] = requestState.free
      free[freeCount++] = request
    },
    get size() {
      return reach - freeCount
    },
    get reach() {
      return reach
    },
  }

  function grow(): void {
    const length = pool.state.length * 2
    pool.arrivedAt = wider(pool.arrivedAt, new Float64Array(length))
    pool.sentAt = wider(pool.sentAt, new Float64Array(length))
    pool.beganAt = wider(pool.beganAt, new Float64Array(length))
    pool.endsAt = wider(pool.endsAt, new Float64Array(length))
    pool.deadline = wider(pool.deadline, new Float64Array(length))
    pool.work = wider(pool.work, new Float64Array(length))
    pool.instance = wider(pool.instance, new Int32Array(length))
    pool.attempt = wider(pool.attempt, new Int32Array(length))
    pool.next = wider(pool.next, new Int32Array(length))
    pool.isHit = wider(pool.isHit, new Uint8Array(length))
    pool.state = wider(pool.state, new Uint8Array(length))
    free = wider(free, new Int32Array(length))
  }
  return pool
}

function wider<T extends Float64Array | Int32Array | Uint8Array>(from: T, into: T): T {
  into.set(from)
  return into
}
