// Turns round and round by setImmediate, as a generator does that sleeps for nothing, and says how late it comes to moments that lie
// 50 us apart: what this core does to anybody who wants to be on time. Prints the 50th and 99th percentile in microseconds.
const seconds = Number(process.argv[2])
const everyMs = 0.05
const startMs = performance.now()
const late = new Float64Array(Math.ceil((seconds * 1000) / everyMs))
let count = 0
function turn() {
  const now = performance.now()
  while (count < late.length && startMs + count * everyMs <= now) {
    late[count] = now - (startMs + count * everyMs)
    count++
  }
  if (count < late.length) setImmediate(turn)
  else {
    late.sort()
    const at = (q) => late[Math.ceil(q * late.length) - 1] * 1000
    console.log(JSON.stringify({ p50Us: at(0.5), p99Us: at(0.99) }))
  }
}
turn()
