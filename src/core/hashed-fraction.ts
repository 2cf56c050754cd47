/**
 * A number in [0, 1) that is a pure function of three whole numbers: what is drawn for number `index` is the same whoever draws it, and
 * in whatever order. `stream` keeps different uses of one seed apart. Source: the finalizer of MurmurHash3 (Appleby, public domain).
 */
export function hashedFraction(seed: number, index: number, stream: number): number {
  let hash = mixed(mixed(seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0), stream)
  hash = mixed(mixed(hash, index >>> 0), Math.floor(index / 2 ** 32) >>> 0)
  return hash / 2 ** 32
}

function mixed(hash: number, value: number): number {
  let bits = (Math.imul(hash ^ 0x9e3779b9, 0x85ebca6b) + value) >>> 0
  bits ^= bits >>> 16
  bits = Math.imul(bits, 0x85ebca6b)
  bits ^= bits >>> 13
  bits = Math.imul(bits, 0xc2b2ae35)
  bits ^= bits >>> 16
  return bits >>> 0
}
