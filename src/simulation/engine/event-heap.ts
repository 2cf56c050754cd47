/** What is to happen, by time; what is due at the same time happens in the order in which it was put in. */
export interface EventHeap {
  /** How many wait. */
  readonly size: number
  /** The time of the next one; infinite where none waits. */
  nextAt(): number
  put(atSeconds: number, kind: number, subject: number): void
  /** Takes the next one out; its parts are then in `kind` and `subject`. Only where `size` is above 0. */
  take(): void
  kind: number
  subject: number
}

/** A heap of four children a node in typed arrays, which grow by doubling: nothing is allocated while it runs. */
export function eventHeap(room = 64): EventHeap {
  let times = new Float64Array(room)
  let orders = new Float64Array(room)
  let kinds = new Int32Array(room)
  let subjects = new Int32Array(room)
  let size = 0
  let order = 0

  function grow(): void {
    const doubled = times.length * 2
    times = copied(new Float64Array(doubled), times)
    orders = copied(new Float64Array(doubled), orders)
    kinds = copied(new Int32Array(doubled), kinds)
    subjects = copied(new Int32Array(doubled), subjects)
  }

  function isBefore(a: number, at: number, placed: number): boolean {
    const time = times[a] ?? 0
    return time < at || (time === at && (orders[a] ?? 0) < placed)
  }

  function settle(place: number, at: number, placed: number, kind: number, subject: number): void {
    times[place] = at
    orders[place] = placed
    kinds[place] = kind
    subjects[place] = subject
  }

  function move(from: number, to: number): void {
    times[to] = times[from] ?? 0
    orders[to] = orders[from] ?? 0
    kinds[to] = kinds[from] ?? 0
    subjects[to] = subjects[from] ?? 0
  }

  const heap: EventHeap = {
    get size() {
      return size
    },
    kind: 0,
    subject: 0,
    nextAt: () => (size === 0 ? Number.POSITIVE_INFINITY : (times[0] ?? 0)),
    put(at, kind, subject) {
      if (size === times.length) grow()
      const placed = order++
      let place = size++
      while (place > 0) {
        const parent = (place - 1) >> 2
        // Put in later, it comes after those of the same time.
        if ((times[parent] ?? 0) <= at) break
        move(parent, place)
        place = parent
      }
      settle(place, at, placed, kind, subject)
    },
    take() {
      heap.kind = kinds[0] ?? 0
      heap.subject = subjects[0] ?? 0
      size--
      if (size === 0) return
      const at = times[size] ?? 0
      const placed = orders[size] ?? 0
      const kind = kinds[size] ?? 0
      const subject = subjects[size] ?? 0
      let place = 0
      for (;;) {
        const first = place * 4 + 1
        if (first >= size) break
        let least = first
        const end = Math.min(first + 4, size)
        for (let child = first + 1; child < end; child++)
          if (isBefore(child, times[least] ?? 0, orders[least] ?? 0)) least = child
        if (!isBefore(least, at, placed)) break
        move(least, place)
        place = least
      }
      settle(place, at, placed, kind, subject)
    },
  }
  return heap
}

function copied<T extends Float64Array | Int32Array>(into: T, from: T): T {
  into.set(from)
  return into
}
