/** Tree nodes in typed arrays, found by parent and frame in constant time: a node costs about 30 bytes. */
export interface NodeTable {
  readonly size: number
  /** The child of `parent` (-1 for a root) at `frame`; -1 where there is none. */
  find(parent: number, frame: number): number
  /** The same, made where there is none. */
  child(parent: number, frame: number): number
  weigh(node: number, weight: number): void
  arrays(): { frame: Int32Array; parent: Int32Array; self: Float64Array }
}

/** An empty table. */
export function nodeTable(): NodeTable {
  let frames = new Int32Array(1024)
  let parents = new Int32Array(1024)
  let selves = new Float64Array(1024)
  let slots = new Int32Array(4096)
  let size = 0

  function slotOf(parent: number, frame: number): number {
    const mask = slots.length - 1
    const mixed = Math.imul(parent + 1, 0x9e3779b1) ^ Math.imul(frame + 1, 0x85ebca6b)
    let slot = (mixed ^ (mixed >>> 15)) & mask
    for (;;) {
      const node = (slots[slot] ?? 0) - 1
      if (node < 0 || (parents[node] === parent && frames[node] === frame)) return slot
      slot = (slot + 1) & mask
    }
  }

  function find(parent: number, frame: number): number {
    return (slots[slotOf(parent, frame)] ?? 0) - 1
  }

  function grow(): void {
    frames = longer(frames, new Int32Array(size * 2))
    parents = longer(parents, new Int32Array(size * 2))
    selves = longer(selves, new Float64Array(size * 2))
    slots = new Int32Array(slots.length * 2)
    for (let node = 0; node < size; node++) slots[slotOf(parents[node] ?? -1, frames[node] ?? 0)] = node + 1
  }

  return {
    get size() {
      return size
    },
    find,
    child(parent, frame) {
      const found = find(parent, frame)
      if (found >= 0) return found
      if (size === frames.length) grow()
      frames[size] = frame
      parents[size] = parent
      slots[slotOf(parent, frame)] = size + 1
      return size++
    },
    weigh(node, weight) {
      selves[node] = (selves[node] ?? 0) + weight
    },
    arrays: () => ({
      frame: frames.slice(0, size),
      parent: parents.slice(0, size),
      self: selves.slice(0, size),
    }),
  }
}

function longer<A extends Int32Array | Float64Array>(from: A, to: A): A {
  to.set(from)
  return to
}
