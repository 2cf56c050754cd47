/** Deadlines that come in the order in which they were set, because each is as far off as the others: a ring in place of a heap. */
export interface Deadlines {
  /** Of the first one; infinite where there is none. */
  nextAt(): number
  add(at: number, request: number): void
  /** Takes the first one out: its request. */
  take(): number
}

/** An empty ring, which grows by doubling. */
export function deadlines(room = 256): Deadlines {
  let times = new Float64Array(room)
  let requests = new Int32Array(room)
  let first = 0
  let count = 0
  return {
    nextAt: () => (count === 0 ? Number.POSITIVE_INFINITY : (times[first] ?? 0)),
    add(at, request) {
      if (count === times.length) {
        const [oldTimes, oldRequests, length] = [times, requests, times.length]
        times = new Float64Array(length * 2)
        requests = new Int32Array(length * 2)
        for (let index = 0; index < length; index++) {
          times[index] = oldTimes[(first + index) % length] ?? 0
          requests[index] = oldRequests[(first + index) % length] ?? 0
        }
        first = 0
      }
      const place = (first + count) % times.length
      times[place] = at
      requests[place] = request
      count++
    },
    take() {
      const request = requests[first] ?? 0
      first = (first + 1) % times.length
      count--
      return request
    },
  }
}
